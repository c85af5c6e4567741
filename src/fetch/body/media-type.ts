import { MIMEType } from 'node:util';

/** Node's reader takes the square of the spaces in it, and a header may have 16 KB: so much is looked at. */
const LONGEST = 1000;

/** A Content-Type as the WHATWG reads it; undefined where it is not one. */
export function mediaType(header: string): MIMEType | undefined {
  try {
    return new MIMEType(header.slice(0, LONGEST));
  } catch {
    return undefined;
  }
}

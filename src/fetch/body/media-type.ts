import { MIMEType } from 'node:util';

/** A Content-Type as the WHATWG reads it; undefined where it is not one. */
export function mediaType(header: string): MIMEType | undefined {
  try {
    return new MIMEType(header);
  } catch {
    return undefined;
  }
}

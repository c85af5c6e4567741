import { refreshTo } from '../../base/meta-refresh.ts';
import { inflate } from './inflate.ts';

/** A page that only sends a browser on is no longer than this, wrapped or not. */
const LARGEST = 5000;

/**
 * Where a stub sends a browser on (HTML, 4.2.5.3: `http-equiv=refresh`), as a redirect in the place of an answer; undefined for
 * anything that has more to say or is no page. What is wrapped is unpacked up to a few kilobytes.
 */
export async function stubTarget(
  {
    status,
    headers,
    wire,
  }: { readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly wire: Buffer },
  url: string,
): Promise<string | undefined> {
  const isPage =
    status === 200 && /^\s*(?:text\/html|application\/xhtml\+xml)/i.test(headers['content-type'] ?? '');
  if (!isPage || wire.length > LARGEST) return undefined;
  const unpacked = await inflate(wire, headers['content-encoding'] ?? '', LARGEST);
  // Addresses and tags are ASCII whatever the charset is.
  return unpacked.ok ? refreshTo(unpacked.bytes.toString('latin1'), url) : undefined;
}

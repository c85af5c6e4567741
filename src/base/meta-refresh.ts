import { resolveUrl } from './url.ts';

const META = /<meta\b[^>]{0,500}\bhttp-equiv\s*=\s*["']?refresh\b[^>]{0,500}>/i;
const CONTENT = /\bcontent\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))/i;
/** A page that sends on later than this is meant to be read first. */
const SOON_S = 15;
const HEAD = 20_000;

/** The other address that a page sends a browser on to, at once or soon; undefined where it reloads itself or sends nowhere. */
export function refreshTo(html: string, url: string): string | undefined {
  const meta = META.exec(html.slice(0, HEAD))?.[0];
  const found = meta === undefined ? null : CONTENT.exec(meta);
  const content = found?.[1] ?? found?.[2] ?? found?.[3] ?? '';
  const [, seconds = '', to = ''] =
    /^\s*(\d*)(?:\.\d*)?\s*[;,]\s*(?:url\s*=\s*)?["']?([^"']+)/i.exec(content.replaceAll('&amp;', '&')) ?? [];
  const target = to === '' || Number(seconds) > SOON_S ? undefined : resolveUrl(to, url);
  return target === undefined || target === resolveUrl(url, undefined) ? undefined : target;
}

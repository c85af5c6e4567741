import { DomUtils } from 'htmlparser2';
import { parseHtml } from '../base/html.ts';
import { foldSpace } from '../base/text.ts';

/** The text of a fragment of HTML, entities decoded once, white space folded. */
export function textOf(html: string): string {
  if (!/[<&]/.test(html)) return foldSpace(html);
  return foldSpace(DomUtils.innerText(parseHtml(html).children));
}

/**
 * A feed or sitemap made safe to parse: no byte order mark, nothing before the first tag, no DOCTYPE (so no entity of a stranger's
 * making is ever known, let alone expanded), and HTML's named entities, which XML does not know, turned into their characters.
 */
export function cleanXml(text: string): string {
  const start = text.indexOf('<');
  const body = withoutDoctype(start === -1 ? text : text.slice(start));
  return body.replaceAll(/&[a-z][a-z\d]{1,30};/gi, (entity) =>
    XML_OWN.has(entity) ? entity : character(entity),
  );
}

const XML_OWN = new Set(['&amp;', '&lt;', '&gt;', '&quot;', '&apos;']);
const characters = new Map<string, string>();

/** The character of an HTML entity; an unknown one stays as text. */
function character(entity: string): string {
  const known = characters.get(entity);
  if (known !== undefined) return known;
  const decoded = DomUtils.textContent(parseHtml(entity).children);
  const safe = decoded.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  // Only whole names are kept, of which HTML has some 2,200; a page may make up any number.
  if (decoded.length <= 2) characters.set(entity, safe);
  return safe;
}

/** Cuts every document type declaration, its internal subset and quoted strings included, in one pass. */
function withoutDoctype(text: string): string {
  let rest = text;
  for (let from = find(rest); from !== -1; from = find(rest))
    rest = rest.slice(0, from) + rest.slice(doctypeEnd(rest, from));
  return rest;
}

/** Where a DOCTYPE starts, or -1. Only the prolog can hold one: the same letters further on are an article about XML. */
function find(text: string): number {
  let at = 0;
  for (;;) {
    at += text.slice(at, at + 4096).search(/\S|$/);
    const close = text.startsWith('<?', at) ? '?>' : text.startsWith('<!--', at) ? '-->' : undefined;
    if (close === undefined) break;
    const end = text.indexOf(close, at);
    if (end === -1) return -1;
    at = end + close.length;
  }
  return /^<!DOCTYPE/i.test(text.slice(at, at + 9)) ? at : -1;
}

function doctypeEnd(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at += 1) {
    const char = text[at];
    if (char === '"' || char === "'") {
      const close = text.indexOf(char, at + 1);
      if (close === -1) return text.length;
      at = close;
    } else if (char === '[') depth += 1;
    else if (char === ']') depth -= 1;
    else if (char === '>' && depth <= 0) return at + 1;
  }
  return text.length;
}

import { DomUtils } from 'htmlparser2';
import { parseHtml } from '../base/html.ts';
import { foldSpace } from '../base/text.ts';

const XML_OWN = new Set(['&amp;', '&lt;', '&gt;', '&quot;', '&apos;']);

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
  const body = withoutProlog(start === -1 ? text : text.slice(start));
  return body.replaceAll(/&[a-z][a-z\d]{1,30};/gi, (entity) =>
    XML_OWN.has(entity) ? entity : character(entity),
  );
}
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

/** The text from its first element on: without declarations, comments and document types, their internal subsets included. */
function withoutProlog(text: string): string {
  let at = 0;
  for (;;) {
    while (/\s/.test(text.charAt(at))) at += 1;
    const end = prologPartEnd(text, at);
    if (end === at) return text.slice(at);
    at = end;
  }
}

function prologPartEnd(text: string, at: number): number {
  if (text.startsWith('<?', at)) return after(text, '?>', at);
  if (text.startsWith('<!--', at)) return after(text, '-->', at);
  return /^<!DOCTYPE/i.test(text.slice(at, at + 9)) ? doctypeEnd(text, at) : at;
}

function after(text: string, mark: string, from: number): number {
  const at = text.indexOf(mark, from);
  return at === -1 ? text.length : at + mark.length;
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

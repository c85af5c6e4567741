import { type CheerioAPI, load } from 'cheerio';
import { foldSpace } from '../../src/base/text.ts';

/** An answer of the server, as far as it is judged. */
export type Sent = {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
};

/** What every answer must have, whatever it is; '' when it has. */
export function headerFault(sent: Sent, type: string, status = 200): string {
  if (sent.statusCode !== status) return `status ${sent.statusCode}`;
  if (sent.headers['content-type'] !== `${type}; charset=utf-8`)
    return `is ${String(sent.headers['content-type'])}`;
  if (sent.headers['x-content-type-options'] !== 'nosniff') return 'may be sniffed';
  const policy = String(sent.headers['content-security-policy']);
  return policy.startsWith("default-src 'none'") && !policy.includes('unsafe') ? '' : 'has no strict policy';
}

/** One fault, or '' for none, with the name it is found again by. */
export type Judged = { readonly name: string; readonly ok: boolean };

export const judged = (name: string, fault: string): Judged => ({
  name: `${name}: ${fault}`,
  ok: fault === '',
});

/** The shapes that a page's own elements have when nothing hostile is in it. */
export type Shapes = { readonly elements: Set<string>; html: string };

export function learn(shapes: Map<string, Shapes>, kind: string, html: string): void {
  const known = shapes.get(kind) ?? { elements: new Set<string>(), html: '' };
  for (const shape of shapesOf(load(html))) known.elements.add(shape);
  known.html += html;
  shapes.set(kind, known);
}

/** What is wrong with a page that carries a payload; '' for nothing. `shown` are the places that must show a text as it is. */
export function pageFault(
  html: string,
  payloads: readonly string[],
  known: Shapes,
  shown: readonly (readonly [selector: string, text: string])[],
): string {
  const $ = load(html);
  const strange = shapesOf($).find((shape) => !known.elements.has(shape));
  if (strange !== undefined) return `has ${strange}`;
  const link = addressesOf($).find((address) => !/^(?:https?:\/\/|\/(?!\/)|#)/.test(address));
  if (link !== undefined) return `links to ${link.slice(0, 80)}`;
  const data = $('script[type="application/ld+json"]').text();
  if (data !== '') JSON.parse(data);
  // Data in a script element ends at `<` alone, which it escapes another way; all else must be escaped as markup is.
  const markup = html.replace(/(<script type="application\/ld\+json">).*?<\/script>/s, '$1');
  const raw = payloads.find((text) => text.length > 3 && /[<>"']/.test(text) && markup.includes(text));
  if (raw !== undefined && !known.html.includes(raw)) return `carries ${raw.slice(0, 60)} as it is`;
  $('.desk-mark__label').remove();
  const missing = shown.find(([selector, text]) => !textAt($, selector).includes(readable(text)));
  return missing === undefined ? '' : `does not show it as text at ${missing[0]}`;
}

function textAt($: CheerioAPI, selector: string): string {
  const found = $(selector);
  return readable(found.is('input') ? (found.attr('value') ?? '') : found.text());
}

/** A text as HTML can carry it: without NUL, lone surrogates and the difference between white spaces. */
export function readable(text: string): string {
  return foldSpace(text.toWellFormed().replaceAll(/[\0\ufffd]/g, ''));
}

function shapesOf($: CheerioAPI): string[] {
  return elementsOf($).map(({ tagName, attribs }) => `${tagName} ${Object.keys(attribs).sort().join(' ')}`);
}

const ADDRESSES = ['href', 'src', 'action', 'formaction', 'data-originalurl', 'data-versionurl'];

function addressesOf($: CheerioAPI): string[] {
  return elementsOf($)
    .filter(({ tagName }) => tagName !== 'meta')
    .flatMap(({ attribs }) => ADDRESSES.flatMap((name) => attribs[name] ?? []));
}

function elementsOf($: CheerioAPI) {
  return $('*')
    .toArray()
    .flatMap((node) => ('attribs' in node ? [node] : []));
}

const ILLEGAL = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;
const TOKEN = /<\?xml[^?>]*\?>|<\/?[A-Za-z][\w:.-]*(?:\s+[\w:.-]+="[^"<]*")*\s*\/?>|[^<]+|</g;

/** Why a text is no well-formed XML of the plain kind that we write (no DOCTYPE, CDATA or comments); '' when it is. */
export function xmlFault(xml: string): string {
  if (ILLEGAL.test(xml)) return 'holds a character that XML forbids';
  if (/&(?!(?:#\d+|#x[\da-f]+|amp|lt|gt|quot|apos);)/i.test(xml)) return 'holds a bare &';
  const open: string[] = [];
  for (const [token] of xml.matchAll(TOKEN)) {
    if (token === '<') return 'holds a < that opens nothing';
    if (!token.startsWith('<') || token.startsWith('<?') || token.endsWith('/>')) continue;
    const name = /[\w:.-]+/.exec(token)?.[0] ?? '';
    if (!token.startsWith('</')) open.push(name);
    else if (open.pop() !== name) return `closes ${name} out of turn`;
  }
  return open.length === 0 ? '' : `leaves ${open.join(', ')} open`;
}

/** Whether a spreadsheet would take a cell for a formula: its sign behind anything that is skipped at the start. */
export function isFormula(cell: string): boolean {
  return /^[\s\u00a0\u200b\ufeff]*[=+\-@|%＝＋－＠]/u.test(cell) || /^[\t\r\n]/.test(cell);
}

import { readFileSync } from 'node:fs';

/** A row of a facts file, by column name; an empty cell is ''. */
export type Fact = Readonly<Record<string, string>>;

/** Reads a file of `src/classify/facts` whole. The files are small (≤ 100 KB) and read once, by whoever keeps the result. */
export function readFacts(name: string): Fact[] {
  return parseCsv(readFileSync(new URL(`./facts/${name}.csv`, import.meta.url), 'utf8'));
}

/** Comma-separated values with a header line (RFC 4180); a short line's missing cells are ''. */
export function parseCsv(text: string): Fact[] {
  const [header = [], ...lines] = csvLines(text);
  return lines.map((cells) => {
    const fact: Record<string, string> = {};
    for (const [at, name] of header.entries()) fact[name] = cells[at] ?? '';
    return fact;
  });
}

/** The cells of a list within a cell: `a;b` gives two, '' none. */
export function cellList(cell: string | undefined): string[] {
  return (cell ?? '').split(';').filter((part) => part !== '');
}

function csvLines(text: string): string[][] {
  const source = text
    .replace(/^\uFEFF/, '')
    .replaceAll('\r\n', '\n')
    .replace(/\n$/, '');
  const lines: string[][] = [];
  let cells: string[] = [];
  for (let at = 0; at <= source.length;) {
    const quoted = source[at] === '"';
    const end = quoted ? afterQuotes(source, at + 1) : afterPlain(source, at);
    cells.push(quoted ? source.slice(at + 1, end - 1).replaceAll('""', '"') : source.slice(at, end));
    if (source[end] !== ',') {
      lines.push(cells);
      cells = [];
    }
    at = end + 1;
  }
  return lines;
}

function afterPlain(text: string, start: number): number {
  let end = start;
  for (; end < text.length; end += 1) {
    const code = text.charCodeAt(end);
    if (code === COMMA || code === NEW_LINE) break;
  }
  return end;
}

/** The place after the closing quotation mark; two in a row stand for one of the text. */
function afterQuotes(text: string, start: number): number {
  let end = text.indexOf('"', start);
  while (end !== -1 && text[end + 1] === '"') end = text.indexOf('"', end + 2);
  return end === -1 ? text.length : end + 1;
}

const COMMA = 44;
const NEW_LINE = 10;

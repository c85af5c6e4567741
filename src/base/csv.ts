import { Failure } from './errors.ts';

const COMMA = 44;
const NEW_LINE = 10;

/** A line of comma-separated values, by column name; an empty cell is ''. */
export type Fact = Readonly<Record<string, string>>;

/** Comma-separated values (RFC 4180) that no spreadsheet takes for a formula: CRLF between lines, every text cell quoted when it must be. */
export function csv(
  columns: readonly string[],
  rows: readonly (readonly (string | number | null)[])[],
): string {
  return [columns, ...rows].map(csvLine).join('');
}

/** A line as `csv` writes it, with its end. */
export function csvLine(cells: readonly (string | number | null)[]): string {
  return `${cells.map(cell).join(',')}\r\n`;
}

/** Rows as `parseCsv` gives them, as a file that people keep by hand: cells as they are, LF between lines. */
export function factsCsv(facts: readonly Fact[]): string {
  const columns = Object.keys(facts[0] ?? {});
  const line = (cells: readonly string[]) => `${cells.map(quoted).join(',')}\n`;
  return [line(columns), ...facts.map((fact) => line(columns.map((column) => fact[column] ?? '')))].join('');
}

function cell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  return isRisky(value) ? `"'${value.replaceAll('"', '""')}"` : quoted(value);
}

function quoted(value: string): string {
  return /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}

// OWASP's list, after what spreadsheets skip at the start: spaces, a byte order mark, full-width forms of the same signs.
function startsFormula(text: string): boolean {
  return /^[\s\u00a0\ufeff\u200b]*[=+\-@\t\r＝＋－＠|%]/u.test(text) || /^[\t\r\n]/.test(text);
}

// A text that was guarded, or looks so, is guarded once more: taking one mark off always gives the text back.
function isRisky(text: string): boolean {
  return startsFormula(text.replace(/^'+/, ''));
}

/** The text of a cell that `csv` wrote. */
export function unguarded(cell: string): string {
  return cell.startsWith("'") && isRisky(cell) ? cell.slice(1) : cell;
}

/** Every line has as many cells as the header (RFC 4180, 2.4). A long header over many short lines would stand for more cells than any memory holds. */
const MOST_MISSING = 1_000_000;

/**
 * Comma-separated values with a header line (RFC 4180); a short line's missing cells are ''.
 * @throws Failure (`config`) where more than a million are missing.
 */
export function parseCsv(text: string): Fact[] {
  const [header = [], ...lines] = csvLines(text);
  let missing = 0;
  return lines.map((cells) => {
    missing += Math.max(0, header.length - cells.length);
    if (missing > MOST_MISSING)
      throw new Failure('config', 'this is no table: its lines are too short for its header');
    const fact: Record<string, string> = {};
    for (const [at, name] of header.entries()) fact[name] = cells[at] ?? '';
    return fact;
  });
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

/** Comma-separated values (RFC 4180) that no spreadsheet takes for a formula: CRLF between lines, every text cell quoted when it must be. */
export function csv(
  columns: readonly string[],
  rows: readonly (readonly (string | number | null)[])[],
): string {
  return [columns, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

function cell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const safe = isRisky(value) ? `'${value}` : value;
  return safe === value && !/[",\r\n]/.test(safe) ? safe : `"${safe.replaceAll('"', '""')}"`;
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

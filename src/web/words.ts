const MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
);

const CLOCK = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
});

/** `2024-09-20` as `20 September 2024`, `2024-09` as `September 2024`, `2024` as it is; '' for null. */
export function longDate(date: string | null | undefined): string {
  if (date === null || date === undefined) return '';
  const [year = '', month, day] = date.split('-');
  const name = month === undefined ? '' : (MONTHS[Number(month) - 1] ?? '');
  return [day === undefined ? '' : String(Number(day)), name, year].filter((part) => part !== '').join(' ');
}

/** An instant (Unix ms) as people in Britain read it: `3 October 2026 at 14:05`. */
export function longTime(at: number): string {
  return CLOCK.format(at);
}

/** `1 post`, `2 posts`. */
export function plural(n: number, one: string, many = `${one}s`): string {
  return `${n.toLocaleString('en-GB')} ${n === 1 ? one : many}`;
}

/** A text cut to a length, with an ellipsis where something is missing. */
export function shorten(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1).trimEnd()}…`;
}

/** A stranger's words in one line of a letter: a line break of theirs must not write into it. */
export function oneLine(text: string): string {
  return shorten(text.replaceAll(/[\s\p{Cc}]+/gu, ' ').trim(), 120);
}

/** A number with a true minus sign, and with `plus` before any other; points are tenths, and binary fractions must not show. */
export function signedNumber(value: number, plus = ''): string {
  const text = String(Math.round(Math.abs(value) * 100) / 100);
  return value < 0 ? `−${text}` : `${plus}${text}`;
}

import { lowerCaseWords } from '../text.ts';

const LONGEST = 300;

/** The last part of an address's path, unescaped, without an ending like `.html`; '' for a home page. */
export function lastPartOf(url: string): string {
  const path = URL.parse(url)?.pathname ?? '';
  const last =
    path
      .slice(-LONGEST)
      .split('/')
      .findLast((part) => part !== '') ?? '';
  try {
    return decodeURIComponent(last).replace(/\.\w{2,5}$/, '');
  } catch {
    return last;
  }
}

/** A text without the last part of an address, where it stands as it is spelt there (`warmer-homes-scheme`): whoever repeats that speaks of the request. */
export function withoutEcho(text: string, url: string): string {
  const last = lastPartOf(url);
  return /[-_][^-_]+[-_]/.test(last) ? text.replaceAll(last, ' ') : text;
}

/** Words as addresses spell them: without marks on their letters, an umlaut with an e or without; those of a letter or two are left out. */
export function spelt(text: string): string[] {
  const plain = text
    .toLowerCase()
    .normalize('NFD')
    .replaceAll(/\p{M}+/gu, '')
    .replaceAll('ß', 'ss');
  return lowerCaseWords(plain.replaceAll(/([aou])e/g, '$1').replaceAll('_', ' ')).filter(
    (word) => word.length > 2,
  );
}

import { sameWords } from '../plain-text.ts';

/** What a site's address tells of a title: how its host is spelt, and the words of its path. */
export type AddressTells = { readonly hostName: string; readonly slug: ReadonlySet<string> };

/** A site's name is no longer than this, in words, */
const MOST_WORDS = 6;
/** and its host is spelt in so many letters before it says anything. */
const LEAST_LABEL = 4;
/** A title has this share of its words in an address that is made of it, */
const IN_SLUG = 0.6;
/** if that has so many words. */
const LEAST_SLUG = 3;
const LITTLE = /^(?:of|the|and|for|in|on|de|du|des|der|die|das|und|et|la|le|van|y|e)$/;

/**
 * Whether the last part of a title is the site's or a section's and not the title's: it is a name and the host is spelt so, in full, within it
 * or by its initials; or the address is made of the words before it and has none of its own.
 */
export function isSitePart(part: string, before: string, { hostName, slug }: AddressTells): boolean {
  const words = sameWords(part).split(' ');
  if (words.length > MOST_WORDS || words[0] === '') return false;
  if (!isNamed(part)) return false;
  if (isSpelt(part, { hostName })) return true;
  if (slug.size < LEAST_SLUG || words.some((word) => slug.has(word))) return false;
  const title = sameWords(before)
    .split(' ')
    .filter((word) => word.length > 2);
  return (
    title.length >= LEAST_SLUG && title.filter((word) => slug.has(word)).length >= title.length * IN_SLUG
  );
}

/** Whether a name is what the host spells, in full, within it or by its initials. */
export function isSpelt(name: string, { hostName }: Pick<AddressTells, 'hostName'>): boolean {
  const words = sameWords(name).split(' ');
  return words.length <= MOST_WORDS && isNamed(name) && spellsHost(words, hostName);
}

/** The words of the last part of an address's path that is made of words. */
export function slugOf(url: string): ReadonlySet<string> {
  const parts = (URL.parse(url)?.pathname ?? '').split('/').filter(isOfWords);
  return new Set(
    sameWords(parts.at(-1)?.replace(/\.\w{2,5}$/, '') ?? '')
      .split(' ')
      .filter((word) => word !== ''),
  );
}

/** Two letters on either side of a hyphen. */
function isOfWords(part: string): boolean {
  const from = Math.max(0, part.search(/\p{L}{2}/u));
  const hyphen = part.slice(from).search(/[-_]/);
  return hyphen > 0 && /\p{L}{2}/u.test(part.slice(from + hyphen));
}

/** Each word but the little ones begins with a capital, as names do. */
function isNamed(part: string): boolean {
  const words = part.split(/\s+/).filter((word) => /\p{L}/u.test(word));
  return words.length > 0 && words.every((word) => /^\P{L}*[\p{Lu}\p{Lo}]/u.test(word) || LITTLE.test(word));
}

function spellsHost(words: readonly string[], hostName: string): boolean {
  const label = hostName.replaceAll('-', '').toLowerCase();
  const squeezed = words.join('');
  const initials = words
    .filter((word) => !LITTLE.test(word))
    .map((word) => word.slice(0, 1))
    .join('');
  if (squeezed === label || (initials.length > 2 && initials === label)) return true;
  if (label.length < LEAST_LABEL) return false;
  return squeezed.includes(label) || (squeezed.length >= LEAST_LABEL && label.includes(squeezed));
}

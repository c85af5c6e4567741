import { lowerCaseWords } from '../base/text.ts';

const SMALL = new Set(['the', 'of', 'and', 'for', 'a']);
/**
 * Where a text says that it was first published ("First published in Business Green", "This article originally appeared
 * on the APSE blog"), as written; undefined where it does not say.
 */
export function firstPublishedIn(text: string): string | undefined {
  return /\b(?:first|originally) (?:been )?(?:published|appeared|posted|shared|run|ran) (?:in|on|by|at|with) (?:the )?([\p{Lu}\d][^.,;:()|\n]{1,60})/iu
    .exec(text)?.[1]
    ?.replace(/ (?:on|in) \d.*$| (?:website|site|blog|magazine|newsletter|here)\b.*$/i, '')
    .trim();
}

/**
 * Whether an address is a publisher's that goes by this name: `Business Green` and businessgreen.com, `Local Government
 * Association` and lga.gov.uk, `APSE` and www.apse.org.uk.
 */
export function isPlaceOf(name: string, url: string): boolean {
  const words = lowerCaseWords(name);
  const own = words.filter((word) => !SMALL.has(word));
  const names = [words.join(''), own.join(''), own.map((word) => word[0]).join(''), own[0] ?? ''];
  const labels = new URL(url).hostname.split(/[.-]/).filter((label) => label.length >= 3 && label !== 'www');
  return labels.some((label) => names.some((one) => one.length >= 3 && one === label));
}

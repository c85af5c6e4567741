import { foldSpace } from '../base/text.ts';

// Controls other than white space, lone surrogates and non-characters; marks that turn the direction of what follows; marks that
// show nothing but part a word from its rules (soft hyphen, zero-width space, word joiner, byte order mark).
const UNSEEN =
  /(?!\s)[\p{Cc}\p{Cs}\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff]/gu;
/** What Cloudflare leaves of an e-mail address, and what browsers make of it. */
const MASKED_EMAIL = /\[email[\s\u00a0]*protected\]/gi;

/** Text as a person sees it: one line, single spaces, nothing that hides, controls or turns it round. */
export function plainText(text: string): string {
  return foldSpace(text.replaceAll(UNSEEN, '').replaceAll(MASKED_EMAIL, ''));
}

/** At most `max` UTF-16 units, cut between words where there is one nearby and never inside a character. */
export function cutText(text: string, max: number): string {
  if (text.length <= max) return text;
  const room = text.slice(0, max - 1);
  const space = room.lastIndexOf(' ');
  const kept = space > max * 0.8 ? room.slice(0, space) : room.replace(/[\ud800-\udbff]$/, '');
  return `${kept}…`;
}

/** What two spellings of one title share: letters and digits in lower case. */
export function sameWords(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

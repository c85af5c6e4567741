// Controls other than white space, lone surrogates and non-characters; marks that turn the direction of what follows; marks that
// show nothing but part a word from its rules (soft hyphen, zero-width space, word joiner, byte order mark).
const UNSEEN =
  /[^\P{Cc}\s]|[\p{Cs}\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff]/gu;
// Only what must change is matched: single spaces are most of the white space there is.
const UNFOLDED = /\s{2,}|[^\S ]/g;
/** What Cloudflare leaves of an e-mail address, and what browsers make of it. */
const MASKED_EMAIL = /\[email[\s\u00a0]*protected\]/gi;

/** What is not plain ASCII in single spaces; most texts hold none, and are told so sooner than by what asks for each class of Unicode. */
const NOT_PLAIN = /[^ -~]| {2}/;
const NOT_ASCII = /[^\0-\x7f]/;

/** Text as a person sees it: one line, single spaces, nothing that hides, controls or turns it round. */
export function plainText(text: string): string {
  const isPlain = !NOT_PLAIN.test(text);
  const seen = isPlain ? text : text.replaceAll(UNSEEN, '');
  const whole = seen.includes('protected') ? seen.replaceAll(MASKED_EMAIL, '') : seen;
  return (isPlain && whole === text ? text : whole.replaceAll(UNFOLDED, ' ')).trim();
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
  const lower = text.toLowerCase();
  return lower.replaceAll(NOT_ASCII.test(lower) ? /[^\p{L}\p{N}]+/gu : /[^a-z\d]+/g, ' ').trim();
}

/** Whether a text, of any length, has these words (as `sameWords` gives them) and no others. */
export function hasWords(text: string, words: string): boolean {
  // Marks between the words may outnumber them, but not by so much.
  return text.length >= words.length && text.length <= words.length * 1.5 + 40 && sameWords(text) === words;
}

/** Most names have none. */
const IN_ONE_WORD = /[a-z][A-Z][a-z]/;

/** Names of a class or an id with the words parted that scripts' styles write as one ("authorName"). */
export function inWords(names: string): string {
  return IN_ONE_WORD.test(names) ? names.replaceAll(/[a-z](?=[A-Z][a-z])/g, '$&-') : names;
}

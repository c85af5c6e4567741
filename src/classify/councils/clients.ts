import { runsOn, words } from './around.ts';
import { type Tokens, tokenText } from '../tokens.ts';

/** What a buyer does to what is bought, before "by" and its name: "was chosen by Darlington". */
const BOUGHT = words(
  'awarded appointed chosen selected procured commissioned bought purchased let hired engaged contracted tendered retendered led signed picked invited approved',
);
/** What is bought, or says so, before "for" and a buyer's name: "a contract for Northumberland". */
const DEALS = words(
  'contract contracts deal framework agreement tender scheme schemes project projects programme client awarded appointed selected procured',
);
/** Of those, what stands before "with" and the name of whoever buys, not sells. */
const DEALT_WITH = words('contract contracts deal');
/** What may stand between those words and a name that is an authority's in full. */
const APPOSED = words('the its boroughs borough councils council districts city');
/** What shares a thing between those who buy it: "a joint contract with Cannock Chase", "a service shared with Torfaen". */
const SHARED = words('joint shared common single combined');
/** In words, before "for", "with" or "between". */
const NEAR = 7;

/**
 * Whether the name that begins at this token is that of who buys, by what stands before it: the agent of a passive ("was awarded by"), the
 * client ("a contract for"), whoever another acts for ("on behalf of") or with ("a joint contract with").
 * @param isFull whether a word makes a council of the name: without one "with Kent" may be a seller.
 */
export function isClient(tokens: Tokens, first: number, isFull: boolean): boolean {
  let at = first - 1;
  while (at > 0 && runsOn(tokens, at + 1) && APPOSED.has(tokenText(tokens, at))) at -= 1;
  if (at <= 0 || !runsOn(tokens, at + 1) || !runsOn(tokens, at)) return false;
  const joint = tokenText(tokens, at);
  const before = tokenText(tokens, at - 1);
  if (joint === 'by') return BOUGHT.has(before);
  if (joint === 'of') return before === 'behalf';
  if (joint === 'for') return isFull && hasBefore(tokens, at, DEALS);
  if (joint === 'from') return isFull && hasBefore(tokens, at, DEALT_WITH);
  if (joint !== 'with' && joint !== 'between') return false;
  return hasBefore(tokens, at, SHARED) || (isFull && joint === 'with' && DEALT_WITH.has(before));
}

/** Whether one of these words stands shortly before this token, in its sentence. */
function hasBefore(tokens: Tokens, at: number, wanted: ReadonlySet<string>): boolean {
  for (let back = at - 1; back >= 0 && back >= at - NEAR && runsOn(tokens, back + 1); back -= 1)
    if (wanted.has(tokenText(tokens, back))) return true;
  return false;
}

/** How words of buying begin. */
const BUYING =
  /^(?:contract|tender|retender|procur|buy|bought|purchas|award|commission|framework|appoint|bid|joint|shar|pool|saved?$|spend|spent|let$)/;
/** In words: further away is another thing. */
const LONGEST_SENTENCE = 60;

/** Whether the sentence around these tokens tells of buying; what stands before a colon is of it. */
export function tellsOfBuying(tokens: Tokens, first: number, end: number): boolean {
  for (let at = first - 1; at >= 0 && at > first - LONGEST_SENTENCE && !isEnded(tokens, at); at -= 1)
    if (BUYING.test(tokenText(tokens, at))) return true;
  for (let at = end; at < end + LONGEST_SENTENCE && runsOn(tokens, at); at += 1)
    if (BUYING.test(tokenText(tokens, at))) return true;
  return false;
}

/** Whether a sentence ends between this token and the next. */
function isEnded({ text, to, from }: Tokens, at: number): boolean {
  return /[.!?\n]/.test(text.slice(to[at], from[at + 1]));
}

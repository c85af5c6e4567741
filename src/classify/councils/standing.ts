import { BEFORE_PLACES, isCapital, isDone, isPossessive, type Range, runsOn, words } from './around.ts';
import { isClient } from './clients.ts';
import { type Tokens, tokenText } from '../tokens.ts';

/**
 * What a name does where it stands: `acts` did something ("Merton left a framework", "Kent's cabinet"), `place` is where something
 * is ("in Devon", "a Shropshire town council"), `plain` neither.
 */
export type Mention = 'acts' | 'place' | 'plain';

/** After a name that others are compared with, or that stands for many. */
const BEFORE_EXAMPLES = words(
  'like unlike than including with alongside beside neighbours joins join joining follows',
);
/** Two words before a name that is an example, or for whom others work. */
const BEFORE_IN_PASSING = ['such as', 'work for', 'works for', 'worked for', 'working for', 'formerly of'];
/** What stands before "with" or "by" where what follows had a part in it; a sentence that begins with "With" tells the same. */
const TOGETHER = words(
  'together jointly forces partnership teamed shared joined along group alliance consortium',
);
/** What stands before "between" where who follows is at one in it: "a partnership between Cambridge and Ely". */
const SHARED_BETWEEN = words('partnership agreement arrangement collaboration venture shared');
/** What may stand between that and the name: "together with the boroughs of". */
const APPOSED = words('the its neighbouring boroughs borough councils council districts cities city of');
/** What whoever only does the same later does: "Hackney has borrowed the brief". */
const FOLLOWING = words('followed follow copied copy studied study visited visit borrowed imitated');
/** What may follow a name that does nothing: no verb. */
const NO_VERB = words(
  'and or of in for to with at by on from that which who as but where when while whose than council councils',
);
/** What may stand before a verb. */
const HAVING = words('has have had');
/** What follows these was done to it, or is said of it: "Hull and York were interested". */
const BEING = words('is are was were be been being');
/** What follows these is no deed of the name before them: "in Rushmoor at an estimated cost". */
const NO_DEED = words('a an the at of for');
/** What a council has, and acts by. */
const ORGANS = words(
  'council councillors cabinet executive officers procurement commissioning housing buyers team leader mayor contract contracts',
);
/** What a name may have by which it is told of as a buyer. */
const DEALS = words('contract contracts tender tenders framework procurement');
/** What stands after a verb and hardly after a noun in the plural. */
const AFTER_VERBS = words('to a an the its their it that how less more fewer only');
/** Words between a name and its verb: "Kent has now saved". */
const MOST_BETWEEN = 2;

/** What the name at these tokens does there. `cued`: a word beside it makes a council of it. */
export function standingOf(tokens: Tokens, range: Range, cued: boolean): Mention {
  const before = range.first > 0 && runsOn(tokens, range.first) ? tokenText(tokens, range.first - 1) : '';
  const isOwner = isPossessive(tokens, range);
  if (cued && isAffiliation(tokens, range)) return 'place';
  if (isParty(tokens, range, cued)) return 'acts';
  if (!isOwner && (isExample(tokens, range.first, before) || (!cued && BEFORE_PLACES.has(before))))
    return 'place';
  if (runsOn(tokens, range.end) && isOthersDoing(tokens, range.end)) return 'place';
  if (hasDone(tokens, range.end) || isDoing(tokens, range) || (before === '' && hasVerb(tokens, range.end)))
    return 'acts';
  return (cued && isOwner) || ownsOrgan(tokens, range) ? 'acts' : 'plain';
}

/** Whether a name is that of who buys or is at one with who does, by what stands right beside it. */
function isParty(tokens: Tokens, range: Range, cued: boolean): boolean {
  return isTogether(tokens, range.first) || isClient(tokens, range.first, cued) || isLead(tokens, range.end);
}

/** Whether a name is what a sentence begins with, or whose the deal is: "Kent, early too, put it", "Kent's next framework". */
export function isSubject(tokens: Tokens, range: Range): boolean {
  if (!isPossessive(tokens, range)) return range.first === 0 || !runsOn(tokens, range.first);
  return [range.end, range.end + 1].some((at) => runsOn(tokens, at) && DEALS.has(tokenText(tokens, at)));
}

/** "Kent's contract", "Merton's cabinet". */
export function ownsOrgan(tokens: Tokens, range: Range): boolean {
  return isPossessive(tokens, range) && runsOn(tokens, range.end) && ORGANS.has(tokenText(tokens, range.end));
}

/** Where someone works: "Ann Hill (Warwick District Council)", "chief officer at Kent County Council". */
function isAffiliation(tokens: Tokens, { first }: Range): boolean {
  if (first === 0) return false;
  if (/\(\s*$/.test(tokens.text.slice(tokens.to[first - 1], tokens.from[first])))
    return isCapital(tokens, first - 1);
  return runsOn(tokens, first) && tokenText(tokens, first - 1) === 'at';
}

/** "With Coventry as the lead authority". */
function isLead(tokens: Tokens, end: number): boolean {
  if (!runsOn(tokens, end) || tokenText(tokens, end) !== 'as') return false;
  return [end + 1, end + 2].some(
    (at) => runsOn(tokens, at) && /^lead(?:ing|er)?$/.test(tokenText(tokens, at)),
  );
}

function isExample(tokens: Tokens, first: number, before: string): boolean {
  if (BEFORE_EXAMPLES.has(before)) return true;
  return first > 1 && BEFORE_IN_PASSING.includes(`${tokenText(tokens, first - 2)} ${before}`);
}

/** "Together with Ryedale", "joined by Ryedale", or a sentence that begins "With Ryedale". */
function isTogether(tokens: Tokens, first: number): boolean {
  let at = first - 1;
  while (at > 0 && runsOn(tokens, at + 1) && APPOSED.has(tokenText(tokens, at))) at -= 1;
  const joint = at >= 0 && runsOn(tokens, at + 1) ? tokenText(tokens, at) : '';
  if (joint === 'between')
    return at > 0 && runsOn(tokens, at) && SHARED_BETWEEN.has(tokenText(tokens, at - 1));
  if (joint !== 'with' && joint !== 'by') return false;
  if (!runsOn(tokens, at) || at === 0) return joint === 'with';
  return TOGETHER.has(tokenText(tokens, at - 1));
}

/** Whether what follows a name did it, and not the name: "Leeds tenants scored the bids"; or whether it only followed. */
function isOthersDoing(tokens: Tokens, end: number): boolean {
  const after = tokenText(tokens, end);
  const verb = HAVING.has(after) && runsOn(tokens, end + 1) ? end + 1 : end;
  if (FOLLOWING.has(tokenText(tokens, verb)) || isTheSame(tokens, verb)) return true;
  return after.length > 4 && after.endsWith('s') && !isDone(tokens, end) && isDone(tokens, end + 1);
}

/** "Lambeth made the same choice", "York did so too". */
function isTheSame(tokens: Tokens, verb: number): boolean {
  if (!isDone(tokens, verb) && tokenText(tokens, verb) !== 'did' && tokenText(tokens, verb) !== 'done')
    return false;
  const told = [verb + 1, verb + 2].map((at) => (runsOn(tokens, at) ? tokenText(tokens, at) : ''));
  return told.includes('same') || told.includes('likewise') || (told[0] === 'so' && told[1] === 'too');
}

/** Whether something was done within the next words: "Kent has now saved". */
function hasDone(tokens: Tokens, end: number): boolean {
  if (tokens.text[tokens.to[end - 1] ?? 0] === ',') return false;
  for (let at = end; at <= end + MOST_BETWEEN; at += 1) {
    if (!runsOn(tokens, at) || isCapital(tokens, at)) return false;
    if (BEING.has(tokenText(tokens, at)) || NO_DEED.has(tokenText(tokens, at))) return false;
    if (isDone(tokens, at) || tokenText(tokens, at) === 'did') return true;
  }
  return false;
}

/** Whether the next word is a verb in the present, as far as what follows it tells: "Kent intends to", "Kent buys its". */
function isDoing(tokens: Tokens, range: Range): boolean {
  const { end } = range;
  if (isPossessive(tokens, range) || !runsOn(tokens, end) || !runsOn(tokens, end + 1)) return false;
  const verb = tokenText(tokens, end);
  return (
    !isCapital(tokens, end) &&
    verb.length > 3 &&
    verb.endsWith('s') &&
    AFTER_VERBS.has(tokenText(tokens, end + 1))
  );
}

/** Whether a name that opens a sentence is its subject: a word follows at once that joins it to nothing else. */
function hasVerb(tokens: Tokens, end: number): boolean {
  if (!runsOn(tokens, end) || isCapital(tokens, end) || NO_VERB.has(tokenText(tokens, end))) return false;
  if (BEING.has(tokenText(tokens, end))) return false;
  return /^\s+$/.test(tokens.text.slice(tokens.to[end - 1], tokens.from[end]));
}

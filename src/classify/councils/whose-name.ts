import {
  BEFORE_PLACES,
  isCapital,
  isDone,
  isPossessive,
  type Range,
  runsOn,
  SPOKEN,
  words,
} from './around.ts';
import { ownsOrgan } from './standing.ts';
import { type Tokens, tokenText } from '../tokens.ts';

/** Others who carry a place's name: they buy, the council does not. */
const OTHERS = words(
  `hospital hospitals nhs police constabulary commissioner fire ambulance transit clinical ccg school schools public university
   college academy trust foundation chamber probation`,
);
/** What a council has at its schools: "Kent's school cooks". */
const AT_SCHOOLS = words('meals food cooks kitchens catering caterers dinners transport buses buildings');
/** Those that are written small, too, where they are that place's: "Derby hospital". "Leeds school meals" are the council's. */
const PLAIN_OTHERS = words('hospital hospitals nhs police constabulary fire ambulance university ccg');
/** In words, behind a place's name. */
const LONGEST_NAME = 4;
/** Smaller councils within it. */
const SMALLER = words('town parish community');
/** Those within a county, or of it: "Kent districts", "Essex councils". */
const MANY_OF_IT = words('councils districts boroughs authorities towns villages parishes');

/** Whether the name belongs to others of that place: "Dorset Police", "Boston's transit agency", "a Shropshire town council", "Kent districts", "a Salford-based trust". */
export function isAnothers(tokens: Tokens, range: Range): boolean {
  const { end } = range;
  if (!runsOn(tokens, end)) return false;
  const after = tokenText(tokens, end);
  if (MANY_OF_IT.has(after) || after === 'based') return true;
  if (SMALLER.has(after)) return runsOn(tokens, end + 1) && tokenText(tokens, end + 1) === 'council';
  if (after === 'school' && runsOn(tokens, end + 1) && AT_SCHOOLS.has(tokenText(tokens, end + 1)))
    return false;
  return (
    PLAIN_OTHERS.has(after) || (OTHERS.has(after) && (isCapital(tokens, end) || isPossessive(tokens, range)))
  );
}

/** Whether it is a part of a longer name of others, in a running text: "Eden Housing Association", "Hull University Teaching Hospitals". */
export function beginsAnothers(tokens: Tokens, { end }: Range): boolean {
  for (let at = end; at < end + LONGEST_NAME && runsOn(tokens, at) && isCapital(tokens, at); at += 1)
    if (at > end && (OTHERS.has(tokenText(tokens, at)) || tokenText(tokens, at) === 'association'))
      return !/[,;(]/.test(tokens.text.slice(tokens.to[end - 1], tokens.from[at]));
  return false;
}

/**
 * Whether a name that is also a surname stands here as councils do and people do not: alone before a verb, or as what a text opens with.
 * @param amongCouncils whether the post names others, so that alone it is one, too.
 */
export function actsAlone(tokens: Tokens, { first, end }: Range, amongCouncils: boolean): boolean {
  if (isBesideCapital(tokens, { first, end })) return false;
  if (ownsOrgan(tokens, { first, end })) return true;
  if (isDone(tokens, end) || (first === 0 && tokens.text[tokens.to[end - 1] ?? 0] === ',')) return true;
  return amongCouncils && !(runsOn(tokens, end) && SPOKEN.has(tokenText(tokens, end)));
}

/** Whether a name that is also a word stands where only a place does: "monitoring for Highland", not in a title that is all capitals. */
export function isWhere(tokens: Tokens, { first, end }: Range): boolean {
  if (first === 0 || !runsOn(tokens, first) || isBesideCapital(tokens, { first, end })) return false;
  const before = tokenText(tokens, first - 1);
  return before === 'for' || before === 'of' || BEFORE_PLACES.has(before);
}

function isBesideCapital(tokens: Tokens, { first, end }: Range): boolean {
  return (
    (first > 0 && runsOn(tokens, first) && isCapital(tokens, first - 1)) ||
    (runsOn(tokens, end) && isCapital(tokens, end))
  );
}

import type { Line } from '../lines.ts';
import { type ReadName } from './name.ts';
import { isPersonal, isRole } from './person.ts';

/** So much of a line may say whose words the post is. */
const OPENING = 300;
const POST = String.raw`(?:blog|post|article|column|piece|entry|essay)`;
/** A title before a name, and the name: a given name, perhaps an initial or a particle, and a surname. */
const NAME = String.raw`(?:(?:Dr|Prof(?:essor)?|Cllr|Councillor|Sir|Dame|Mr|Mrs|Ms)\.?\s+)?(?<name>\p{Lu}[\p{L}’'-]+(?:\s+(?:\p{Lu}\.|d[aeiou]s?|van|von|der|den|el|al|bin))*\s+(?:[OD]['’])?\p{Lu}[\p{L}’'-]+)`;
/** "This is a guest post by …", "This article was written by …". */
const IS_BY = new RegExp(
  String.raw`\b(?:[Gg]uest|[Tt]his)\s+(?:guest\s+)?${POST}(?:\s+${POST})?\s+(?:(?:is|was|has been|comes)\s+)?(?:(?:written|contributed|authored|submitted)\s+)?(?:by|from)\s+${NAME}`,
  'u',
);
/** "In this guest blog, … explains …", "In this blog, …, head of …, explains …": without either, it may tell of a county. */
const IN_THIS = new RegExp(
  String.raw`^\P{Ll}?n (?:this|our|his|her|their) (?:\p{Ll}+ ){0,2}${POST}(?: ${POST})?,? ${NAME}(?:, (?<role>[^.]+)| (?=\p{Ll}))`,
  'u',
);

/** "…, writes Jane Roe.", "Jane Roe reports." at the end of what stands above a text. */
const WRITES = new RegExp(
  String.raw`(?:,\s(?:writes|reports)\s+${NAME}|(?:^|[.!?]\s)${NAME.replace('?<name>', '?<who>')}\s(?:reports|writes|investigates))\.$`,
  'u',
);

/** Whoever a sentence at the opening says that the post is by. */
export function toldAtOpening(lines: readonly Line[], name: ReadName): string | undefined {
  for (const { text } of lines) {
    const opening = text.slice(0, OPENING);
    const writes = WRITES.exec(opening)?.groups;
    const said =
      IS_BY.exec(opening)?.groups?.['name'] ?? inThis(opening) ?? writes?.['name'] ?? writes?.['who'];
    const found = said !== undefined && isPersonal(said) ? name(said) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

function inThis(opening: string): string | undefined {
  const { name, role } = IN_THIS.exec(opening)?.groups ?? {};
  const isGuest = /^\S+ \S+ (?:special )?guest\b/.test(opening);
  return isGuest || (role !== undefined && isRole(role)) ? name : undefined;
}

import { onceAsked } from '../../base/once-each.ts';
import { allCouncils, type Council, currentOf, namesOf, nameKey } from './councils.ts';
import type { Tokens } from '../tokens.ts';

/** A council by whose own site an address is served, with the token range that says so (end exclusive). */
export type OwnSite = { readonly code: string; readonly first: number; readonly end: number };

/** Whose parts are councils: those of government, and two houses that serve many councils' sites, each under its name. */
const HOST =
  /^https?:\/\/(?:[\w-]+\.){0,5}?([a-z-]{4,40})\.(?:gov\.(?:uk|wales|scot)|moderngov\.co\.uk|localgov\.blog)(?=[/:?#]|$)/i;
/** What addresses add to a name: `tendringdc`, `nottinghamcity`, `mybrightoncouncil`. */
const ADDED = /(?:citycouncil|council|city|borough|mbc|bc|cc|dc)$/;
/** Shorter ones stand for too much. */
const SHORTEST = 4;
const SHORTEST_BEGINNING = 8;

/** The council of an address such as `https://news.hackney.gov.uk/…` or `https://chichester.moderngov.co.uk/…`, if it is one. */
export function ownSite(url: Tokens): OwnSite | undefined {
  // Most addresses have none of it: this is all that they cost.
  const label = /gov/i.test(url.text) ? (HOST.exec(url.text)?.[1] ?? '') : '';
  const council = label === '' ? undefined : councilAt(label.toLowerCase());
  const [current] = council === undefined ? [] : currentOf(council.code);
  if (current === undefined) return undefined;
  const at = url.text.toLowerCase().indexOf(`${label.toLowerCase()}.`);
  const first = url.from.findIndex((from) => from === at);
  return first === -1 ? undefined : { code: current.code, first, end: first + label.split('-').length };
}

function councilAt(label: string): Council | undefined {
  const spelled = allSpelled();
  const closed = label.replaceAll('-', '');
  const found = spelled.get(closed);
  const shorter = closed.replace(ADDED, '');
  return found ?? (shorter.length < SHORTEST ? undefined : spelled.get(shorter));
}

/** Every name as an address has it, in one word: those of councils of today first, and how long ones begin where no two begin so. */
const allSpelled = onceAsked((): ReadonlyMap<string, Council> => {
  const whole = new Map<string, Council>();
  const begun = new Map<string, Council | null>();
  for (const council of allCouncils())
    for (const key of namesOf(council).map(nameKey)) {
      for (const word of [key.replaceAll(' ', ''), key.replaceAll(' and ', '').replaceAll(' ', '')])
        if (word.length >= SHORTEST && !whole.has(word)) whole.set(word, council);
      for (const word of beginnings(key)) begun.set(word, begunBy(begun.get(word), council));
    }
  for (const [word, council] of begun) if (council !== null && !whole.has(word)) whole.set(word, council);
  return whole;
});

/** `east`, `eastriding` and so on, of those that are long enough to stand for one council: "east riding of yorkshire". */
function beginnings(key: string): string[] {
  const words = key.split(' ');
  return words
    .map((_, at) => words.slice(0, at).join(''))
    .filter((word) => word.length >= SHORTEST_BEGINNING);
}

function begunBy(known: Council | null | undefined, council: Council): Council | null {
  return known === undefined || known === council ? council : null;
}

import { defined } from '../base/defined.ts';
import type { BuyingRoute, CaseFacts } from '../model/case-facts.ts';
import { shorten } from '../web/words.ts';
import { saysWeight, sentenceAround } from './answers.ts';

/** Facts that a text seems to state, and for each the sentence it stands in. A person confirms them. */
export type ProposedFacts = {
  readonly facts: CaseFacts;
  readonly places: Readonly<Partial<Record<keyof CaseFacts, string>>>;
};

const LONGEST_TEXT = 60_000;

/** Reads the facts of a case from a text: what it cost, the result, the route, the supplier, the term, whom to ask. `outcome`: its best sentence on what came of it. */
export function proposeCaseFacts(whole: string, outcome: string): ProposedFacts {
  const text = whole.slice(0, LONGEST_TEXT);
  const cost = proposeCost(text);
  const found = {
    cost,
    result: proposeResult(outcome, cost?.place),
    route: proposeRoute(text),
    supplier: proposeSupplier(text),
    starts: proposeStart(text),
    months: proposeMonths(text),
    contact: proposeContact(text),
  };
  const facts: CaseFacts = defined({
    cost: found.cost?.fact,
    result: found.result?.fact,
    route: found.route?.fact,
    supplier: found.supplier?.fact,
    starts: found.starts?.fact,
    months: found.months?.fact,
    contact: found.contact?.fact,
  });
  const places = Object.fromEntries(
    Object.entries(found).flatMap(([name, one]) => (one === undefined ? [] : [[name, one.place]])),
  );
  return { facts, places };
}

type Found<T> = { readonly fact: T; readonly place: string } | undefined;

function placed<T>(text: string, match: RegExpExecArray | RegExpMatchArray, fact: T): Found<T> {
  const at = match.index ?? 0;
  return { fact, place: shorten(sentenceAround(text, at, at + match[0].length), 300) };
}

const SCALES: Readonly<Record<string, number>> = {
  k: 1e3,
  thousand: 1e3,
  m: 1e6,
  million: 1e6,
  bn: 1e9,
  billion: 1e9,
};
const MONEY = /£\s?(\d[\d,]*(?:\.\d+)?)\s?(k|m|bn|thousand|million|billion)?\b/gi;
const SAVING = /\bsav(?:ed|es|ing|ings)\b|\bcut(?:s|ting)?\b/i;

// "contracts above £100,000", "any order of more than £5,000": which of them are meant, not what one of them cost.
const BOUND =
  /\b(?:contracts|purchases|orders|bids|tenders|projects|procurements|agreements|anything|everything|those|all|spend|any \w+|each \w+|every \w+)(?: with a value| valued| worth| costing| of)? (?:above|over|below|under|beyond|exceeding|up to|(?:of )?(?:more|less) than|at least)(?: the threshold of)? $/i;

/** What a text says a purchase cost: the first sum that its sentence does not call a saving, nor the bound of a rule. */
function proposeCost(text: string): Found<NonNullable<CaseFacts['cost']>> {
  for (const found of text.matchAll(MONEY)) {
    if (SAVING.test(text.slice(Math.max(0, found.index - 30), found.index))) continue;
    if (BOUND.test(text.slice(Math.max(0, found.index - 60), found.index))) continue;
    const cost = placed(text, found, sumOf(found));
    return cost && { ...cost, fact: { amount: cost.fact, currency: 'GBP', say: cost.place } };
  }
  return undefined;
}

function sumOf([, digits = '', scale = '']: RegExpMatchArray): number {
  const sum = Number(digits.replaceAll(',', '')) * (SCALES[scale.toLowerCase()] ?? 1);
  return Math.round(sum * 100) / 100;
}

// A number with what it counts; a year counts nothing.
const COUNTED = /(?<![\d£.,])(?!(?:19|20)\d\d\b)(\d[\d,]*(?:\.\d+)?)\s?(%|per cent|percent|[a-z][\w-]+)/i;

function proposeResult(
  sentence: string,
  costPlace: string | undefined,
): Found<NonNullable<CaseFacts['result']>> {
  if (sentence === '' || saysWeight(sentence)) return undefined;
  const saved = [...sentence.matchAll(MONEY)].find(({ index }) =>
    SAVING.test(sentence.slice(Math.max(0, index - 40), index)),
  );
  const counted = COUNTED.exec(sentence);
  const number =
    saved === undefined
      ? counted && { value: Number((counted[1] ?? '').replaceAll(',', '')), unit: unitOf(counted[2] ?? '') }
      : { value: sumOf(saved), unit: '£' };
  // The sentence of the cost is no result as well, unless it counts something else.
  if (!number && sentence === costPlace) return undefined;
  return { fact: { say: sentence, ...number }, place: sentence };
}

function unitOf(word: string): string {
  return /^per ?cent$/i.test(word) ? '%' : word;
}

// The names that procurement law and its guides give to each way of buying.
const ROUTES: readonly (readonly [RegExp, BuyingRoute])[] = [
  [/\bdynamic (?:purchasing system|market)\b|\bDPS\b/i, 'dynamic'],
  [/\bframework(?: agreement| contract)?\b/i, 'framework'],
  [/\bopen (?:procedure|tender|competition)\b/i, 'open'],
  [/\brestricted procedure\b/i, 'restricted'],
  [/\bcompetitive (?:dialogue|flexible procedure|procedure with negotiation)\b/i, 'negotiated'],
  [/\b(?:below[- ]threshold|(?:three|3) quotes|requests? for quotations?)\b/i, 'below-threshold'],
  [/\bdirect(?:ly)? award(?:ed)?\b|\bsingle tender\b/i, 'direct'],
  [/\b(?:brought|bringing) [\w ]{0,40}\bin[- ]house\b|\binsourc/i, 'in-house'],
];

function proposeRoute(text: string): Found<BuyingRoute> {
  for (const [pattern, route] of ROUTES) {
    const match = pattern.exec(text);
    if (match !== null) return placed(text, match, route);
  }
  return undefined;
}

// A name follows what is said of whoever sold: capitals, with the small words that names hold.
const SOLD =
  /\b(?:awarded (?:[\w£.,-]+ ){0,12}to|contract(?:ed)? (?:with|to)|appointed|supplied by|delivered by|provided by|contractors?|suppliers?) ((?:the )?[A-Z][\w&’'-]*(?: (?:(?:of|and|&|for) )?[A-Z][\w&’'-]*){0,5})/g;

function proposeSupplier(text: string): Found<string> {
  for (const match of text.matchAll(SOLD)) {
    const name = (match[1] ?? '').replace(/^the /, '');
    if (!/\b(?:Council|Borough|County|City|Authority|Government)\b/.test(name))
      return placed(text, match, name);
  }
  return undefined;
}

const MONTHS = [
  ...['january', 'february', 'march', 'april', 'may', 'june'],
  ...['july', 'august', 'september', 'october', 'november', 'december'],
];
const BEGAN = new RegExp(
  String.raw`\b(?:since|from|(?:began|beg[iu]n|start(?:s|ed|ing)?|launch(?:ed|ing)?|commenc(?:es|ed|ing)|went live|awarded)(?: in| on| from)?) (?:(\d{1,2})(?:st|nd|rd|th)? )?(?:(${MONTHS.join('|')}) )?((?:19|20)\d\d)\b`,
  'i',
);

function proposeStart(text: string): Found<string> {
  const match = BEGAN.exec(text);
  if (match === null) return undefined;
  const [, day, month, year = ''] = match;
  const number = month === undefined ? 0 : MONTHS.indexOf(month.toLowerCase()) + 1;
  const parts = number === 0 ? [] : [number, ...(day === undefined ? [] : [Number(day)])];
  return placed(text, match, [year, ...parts.map((part) => String(part).padStart(2, '0'))].join('-'));
}

const NUMBERS = [
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
];
const TERM = new RegExp(
  String.raw`\b(\d{1,2}|${NUMBERS.join('|')})[- ](year|month)s?(?:[- ]long)?,? (?:[\w£]+ ){0,3}(?:contract|agreement|framework|deal|term|partnership)\b`,
  'i',
);

function proposeMonths(text: string): Found<number> {
  const match = TERM.exec(text);
  if (match === null) return undefined;
  const [, given = '', unit = ''] = match;
  const n = /^\d/.test(given) ? Number(given) : NUMBERS.indexOf(given.toLowerCase()) + 1;
  return placed(text, match, unit.toLowerCase() === 'year' ? n * 12 : n);
}

// An office, not a person: addresses of people have a dot or a figure before the @.
const OFFICE = /(?<![\w.+-])[a-z][a-z-]{2,30}@[a-z\d-]+(?:\.[a-z\d-]+)+/i;

function proposeContact(text: string): Found<string> {
  const match = OFFICE.exec(text);
  return match === null ? undefined : placed(text, match, match[0]);
}

import * as z from 'zod';
import { type FilterWords, readFilters } from '../catalogue/filters.ts';
import { readOccasion } from '../catalogue/read-occasion.ts';
import type { Occasion } from '../catalogue/showcase.ts';

const MOST_CARDS = 4;

const word = (say: string) => z.string().default('').describe(say);
const words = (say: string) => z.array(z.string()).default([]).describe(`${say}; may be repeated`);

/** The words that narrow a list, as addresses carry them. */
export const filterWords = {
  q: word('Words that must all be there'),
  council: words('A council or another buyer by code, GSS code, slug or name'),
  topic: words('A topic’s slug'),
  practice: words('A practice’s slug'),
  nation: words('England, Scotland, Wales or Northern Ireland'),
  stage: words('A stage’s slug'),
  year: words('Year in which the story was published'),
  source: words('A source’s id'),
  sort: word('relevance, published or listed; best first where there are words, else newest first'),
};

/** Adds to what was read of an address the filters that its words come to. */
export function withFilters<Words extends FilterWords>(words: Words) {
  return { ...words, filters: readFilters(words) };
}

/** A reader's wish. */
export const Filtered = z.object(filterWords).transform(withFilters);

/** For whom and how many: whatever is no number from 1 to 4 becomes the nearest that is, or two. */
export const showcaseWords = {
  council: word('A council by code, GSS code, slug or name'),
  cpv: z
    .array(z.string())
    .default([])
    .describe('A CPV code or its English label; may be repeated, the most fitting first'),
  group: word('A group of contract-countdown’s: Construction, Fuel, Refuse, Sewage, Catering'),
  kind: word('A group or a topic’s slug, as the addresses by path have it; _ for none'),
  limit: z.coerce
    .number()
    .catch(2)
    .transform((limit) => Math.min(Math.max(Math.trunc(limit), 1), MOST_CARDS))
    .default(2)
    .meta({
      type: 'integer',
      minimum: 1,
      maximum: MOST_CARDS,
      description: `How many cards: 1 to ${MOST_CARDS}, 2 unless told otherwise`,
    }),
};
export const Showcased = z.object(showcaseWords).transform(toWanted);

type ShowcaseWords = z.output<z.ZodObject<typeof showcaseWords>>;

/** What the block is asked for: who and what about, how many cards, and the query that asks for the same again. */
export function toWanted(words: ShowcaseWords) {
  const query = new URLSearchParams();
  for (const name of ['council', 'group', 'kind'] as const)
    if (words[name] !== '') query.set(name, words[name]);
  for (const cpv of words.cpv) query.append('cpv', cpv);
  if (words.limit !== 2) query.set('limit', String(words.limit));
  const occasion = readOccasion(words);
  return { limit: words.limit, occasion, query: query.toString(), path: pathOf(words, occasion) };
}

/** The path of a frame, where it has one: a known council and one kind, or neither, and as many cards as most have. */
function pathOf(
  { cpv, group, kind, limit }: ShowcaseWords,
  { council, stranger }: Occasion,
): string | undefined {
  const name = group === '' ? kind : group;
  if (limit !== 2 || cpv.length > 0 || stranger !== undefined || !/^[\w-]*$/.test(name)) return undefined;
  return `/embed/page/${council?.code ?? '_'}/${name === '' ? '_' : name}`;
}

export type Wanted = ReturnType<typeof toWanted>;

/** One name in a path, whatever it names. */
export const Named = z.object({ name: z.string() });

import * as z from 'zod';
import { type FilterWords, readFilters } from '../catalogue/filters.ts';
import { readOccasion } from '../catalogue/read-occasion.ts';

const MOST_CARDS = 4;

const word = (say: string) => z.string().default('').describe(say);

/** The words that narrow a list, as addresses carry them. */
export const filterWords = {
  q: word('Words that must all be there'),
  council: word('A council by code, GSS code, slug or name'),
  topic: word('A topic’s slug'),
  practice: word('A practice’s slug'),
  nation: word('England, Scotland, Wales or Northern Ireland'),
  stage: word('A stage’s slug'),
  year: word('Year in which the story was published'),
  source: word('A source’s id'),
};

/** Adds to what was read of an address the filters that its words come to. */
export function withFilters<Words extends FilterWords>(words: Words) {
  return { ...words, filters: readFilters(words) };
}

/** A reader's wish. */
export const Filtered = z.object(filterWords).transform(withFilters);

/** For whom and how many: whatever is no number from 1 to 4 becomes the nearest that is, or two. */
export const Showcased = z
  .object({
    council: filterWords.council,
    cpv: z
      .array(z.string())
      .default([])
      .describe('A CPV code or its English label; may be repeated, the most fitting first'),
    group: word('A group of contract-countdown’s: Construction, Fuel, Refuse, Sewage, Catering'),
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
  })
  .transform(({ limit, ...words }) => ({ limit, occasion: readOccasion(words) }));

/** What the block is asked for: who and what about, and how many cards. */
export type Wanted = z.infer<typeof Showcased>;

/** One name in a path, whatever it names. */
export const Named = z.object({ name: z.string() });

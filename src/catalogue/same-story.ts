import { buyerByCode } from '../classify/councils/buyers.ts';
import type { Catalogue, Made } from './catalogue.ts';
import type { Entry } from './entry.ts';
import { rootOf, stemOf, tellingWords } from './find/words.ts';

/**
 * From so much on that two entries about one buyer have in common, they are taken for two tellings of one story. Of the labelled
 * posts' pairs about one council by two publishers, 95 of 100 retellings have the less and 31 of 75 others, 77 and 10 the more.
 */
const SAME = { ofOneTopic: 0.05, ofNone: 0.12 };

/**
 * Whether two entries seem to tell one story: they are about one buyer, and the words of their titles and blurbs that few entries have are in
 * good part the same, the more so where their topics differ. To be asked where there is a choice, since another story of a buyer may well be taken for it.
 */
export function tellSameStory(catalogue: Catalogue, one: Made, other: Made): boolean {
  const isOfBoth = (code: string) => other.entry.councils.some((named) => named.code === code);
  if (!one.entry.councils.some(({ code }) => isOfBoth(code))) return false;
  const isOfOneTopic = one.entry.topics.some((topic) => other.entry.topics.includes(topic));
  const [some, others] = [weightsOf(catalogue, one.entry), weightsOf(catalogue, other.entry)];
  const shared = [...some].flatMap(([root, weight]) => (others.has(root) ? [weight] : []));
  const least = isOfOneTopic ? SAME.ofOneTopic : SAME.ofNone;
  const whole = Math.min(sum(some.values()), sum(others.values()));
  // Two entries without a word of their own have nothing in common.
  return whole > 0 && sum(shared) >= least * whole;
}

/** The words of an entry by their roots, but for names, and how few entries have them. */
function weightsOf({ index }: Catalogue, { title, blurb, councils, publisher }: Entry): Map<string, number> {
  const named = councils.flatMap(({ code, as }) => [as, buyerByCode(code)?.name ?? '']);
  const names = new Set(tellingWords([publisher, ...named].join(' ')).map(rootOf));
  const weights = new Map<string, number>();
  for (const word of tellingWords(`${title} ${blurb}`)) {
    const root = rootOf(word);
    if (names.has(root) || (word.length < 3 && !/\d/.test(word))) continue;
    weights.set(root, Math.log(1 + index.docs.size / (index.stems.get(stemOf(word))?.length ?? 1)));
  }
  return weights;
}

function sum(numbers: Iterable<number>): number {
  let whole = 0;
  for (const one of numbers) whole += one;
  return whole;
}

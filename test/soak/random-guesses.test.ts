import { load } from 'cheerio/slim';
import { describe, expect, it } from 'vitest';
import { isElement, parseHtml } from '../../src/base/html.ts';
import type { Source } from '../../src/base/source.ts';
import type { Strategy } from '../../src/base/strategies.ts';
import { isHealthy } from '../../src/model/outcome.ts';
import { createChance } from '../../src/trials/chance.ts';
import { firstDay, recordedSites } from '../trials/first-day.ts';

// Guesses that nobody chose: in a bundled adapter any one selector becomes that of any element of the very page that it is for.

const sites = (await recordedSites()).map(({ id, source, site, opening, right }) => {
  const guesses = guessable(source, {
    discover: selectorsOf(site.listing.page.body),
    witness: selectorsOf(site.witness?.page.body ?? ''),
    article: selectorsOf(site.article?.body ?? ''),
  });
  return { id, opening, guesses, right };
});

type Guess = (pick: Pick) => readonly [name: string, source: Source];
type Pick = <T>(list: readonly T[]) => T;

function guessable(
  source: Source,
  selectors: Readonly<Record<'discover' | 'witness' | 'article', readonly string[]>>,
): Guess[] {
  const guess =
    (part: keyof typeof selectors, field: string): Guess =>
    (pick) => {
      const by = pick(selectors[part]);
      return [`${part}.${field} by ${by}`, { ...source, [part]: { ...source[part], [field]: by } }];
    };
  const inArticle = (['title', 'author', 'date', 'body'] as const).filter(
    (field) => source.article[field] !== undefined && selectors.article.length > 0,
  );
  return [
    ...fieldsOf(source.discover).map((field) => guess('discover', field)),
    ...fieldsOf(source.witness).map((field) => guess('witness', field)),
    ...inArticle.map((field) => guess('article', field)),
  ];
}

function fieldsOf(strategy: Strategy | undefined): readonly string[] {
  if (strategy?.kind !== 'listing' && strategy?.kind !== 'browser') return [];
  return (['card', 'link', 'title', 'date', 'teaser', 'next'] as const).filter(
    (field) => strategy[field] !== undefined,
  );
}

/** Every element's tag, its classes, and where it stands. */
function selectorsOf(html: string): readonly string[] {
  const $ = load(parseHtml(html));
  const elements = $('body *').toArray().filter(isElement);
  const all = elements.flatMap(({ tagName, attribs, parent }) => {
    const classes = (attribs['class'] ?? '').split(/\s+/).filter((name) => /^[a-z][\w-]*$/i.test(name));
    const above = parent !== null && isElement(parent) ? [`${parent.tagName} > ${tagName}`] : [];
    return [tagName, ...above, ...classes.flatMap((name) => [`.${name}`, `${tagName}.${name}`])];
  });
  return [...new Set(all)];
}

/** Whether two readings differ in nothing but a few words of a text: a kicker or a caption more is no wrong guess. */
function isNearly(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((line, at) => isNearlyLine(line, other[at] ?? ''));
}

function isNearlyLine(one: string, other: string): boolean {
  const words = / \| (\d+)$/;
  const [a, b] = [Number(words.exec(one)?.[1]), Number(words.exec(other)?.[1])];
  return one === other || (one.replace(words, '') === other.replace(words, '') && Math.abs(a - b) <= b / 10);
}

describe('the first run of an adapter with one selector drawn by lot', () => {
  it('tells at least 95 of 100 that change what is read, of a thousand', () => {
    const chance = createChance(11);
    const pick: Pick = (list) => {
      const one = list[Math.floor(chance() * list.length)];
      if (one === undefined) throw new Error('there is nothing to pick from');
      return one;
    };
    const missed: string[] = [];
    let wrong = 0;
    while (wrong < 1000) {
      const { id, opening, guesses, right } = pick(sites.filter((site) => site.guesses.length > 0));
      const [name, source] = pick(guesses)(pick);
      const day = firstDay(opening, source);
      if (isNearly(day.reading, right.reading)) continue;
      wrong += 1;
      if (isHealthy(day.health.outcome)) missed.push(`${id}: ${name}`);
    }
    process.stdout.write(`${missed.length} of ${wrong} wrong guesses were not told: ${missed.join('; ')}\n`);
    expect(missed.length / wrong).toBeLessThanOrEqual(0.05);
  });
});

import { describe, expect, it } from 'vitest';
import { defineSource } from '../../src/base/source.ts';
import { listing } from '../../src/base/strategies.ts';
import { urlKey } from '../../src/base/url.ts';
import { mendSource } from '../../src/mend/mend-source.ts';
import type { FetchOutcome } from '../../src/model/page.ts';
import type { PostOnRecord } from '../../src/store/known-posts.ts';
import type { SurveyFetcher } from '../../src/workshop/survey/survey-fetcher.ts';
import { surveySite } from '../../src/workshop/survey/survey-site.ts';
import { pageOf } from '../discover/page-of.ts';
import { type Habit, HABITS, pageWith, STORIES, type Story } from './cms-habits.ts';
import { LATER_HABITS } from './later-habits.ts';
import { NEWEST_HABITS } from './newest-habits.ts';

// Thirty-five ways in which content management systems show posts, written down before anybody looked what is made of them: each is surveyed
// as a new site, and each is what an old site has become.

const ORIGIN = 'http://www.town.example';
const absolute = (habit: Habit, story: Story): string => new URL(habit.urlOf(story), ORIGIN).href;

function siteOf(habit: Habit): SurveyFetcher {
  const pages = new Map([
    [
      `${ORIGIN}/`,
      pageWith(`<main><h1>Town purse</h1><p>Read our <a href="${habit.listing}">News</a> today.</p></main>`),
    ],
    [ORIGIN + habit.listing, pageWith(habit.main(STORIES))],
    ...STORIES.map((story) => [absolute(habit, story), postOf(story)] as const),
  ]);
  return {
    ask: async ({ url }): Promise<FetchOutcome> => {
      const body = pages.get(url.replace(/#.*/, ''));
      return body === undefined
        ? { kind: 'gone', url, status: 404, why: 'it is not there' }
        : pageOf(body, { url });
    },
    hasTime: () => true,
    requests: () => 0,
  };
}

function postOf({ title, day, month, year, teaser, number }: Story): string {
  return pageWith(
    `<main><h1>${title}</h1><p class="published">${day} ${month} ${year}</p><div class="body"><p>${teaser} ${teaser}</p><p>The contract of number ${number} runs for four years, and officers met every bidder before they wrote a word of the tender, which they say was the better half of the work.</p></div></main>`,
    title,
  );
}

const OLD = defineSource({
  id: 'town',
  name: 'Town purse',
  publisher: 'Town purse',
  home: `${ORIGIN}/news/`,
  hosts: { canonical: 'www.town.example' },
  cadence: { perMonth: 3, quietOkDays: 60 },
  discover: listing({ url: '/news/', card: '.news-item', link: 'h3 a', title: 'h3', date: 'time' }),
  article: { title: 'h1', body: ['.entry', 'auto'], date: ['.when', 'auto'] },
});

const ON_RECORD: readonly PostOnRecord[] = STORIES.map(({ number, slug, title, iso }) => {
  const url = `${ORIGIN}/news/${slug}/`;
  return { id: number + 1, key: urlKey(url, OLD), url, title, published: iso, words: 80 };
});

describe.each([...HABITS, ...LATER_HABITS, ...NEWEST_HABITS])('$name', (habit) => {
  it('is written by "sources new" with each field that its cards show', async () => {
    const survey = await surveySite(siteOf(habit), ORIGIN + habit.listing, () => undefined);
    if (survey.kind === 'none') throw new Error(survey.why);
    const read = survey.first.cards.map(({ url, title, teaser, published }) => ({
      ...{ url, title },
      ...(habit.shows.includes('date') ? { date: published?.value } : {}),
      ...(habit.shows.includes('teaser') ? { teaser } : {}),
    }));
    expect(read).toHaveLength(STORIES.length);
    expect(read).toEqual(
      expect.arrayContaining(
        STORIES.map((story) => ({
          ...{ url: absolute(habit, story), title: story.title },
          ...(habit.shows.includes('date') ? { date: story.iso } : {}),
          ...(habit.shows.includes('teaser') ? { teaser: story.teaser } : {}),
        })),
      ),
    );
  });

  it('is what a source is mended to, with every post that was on record and none twice', async () => {
    const now = Date.parse('2026-11-23T10:00:00Z');
    const mend = await mendSource(siteOf(habit), OLD, {
      ...{ posts: ON_RECORD, robotsAt: () => undefined, from: undefined, now },
    });
    if (mend.kind === 'none') throw new Error(mend.why);
    expect([mend.found.pairs.length, mend.lost, mend.found.strangers]).toEqual([STORIES.length, [], []]);
    expect(mend.found.pairs.every(({ card, post }) => card.title === post.title)).toBe(true);
  });
});

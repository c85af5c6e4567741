import { DAY, HOUR } from '../base/durations.ts';
import type { Source } from '../base/source.ts';
import type { Words } from './post-text.ts';
import { SHOWN } from './site.ts';

/** A site at the end of a day: its posts, the newest first. */
export type Life = {
  readonly posts: readonly Words[];
  /** Written, and held back by the publisher until a later day. */
  readonly embargoed: readonly Words[];
  readonly pinned: Words | undefined;
  /** It does not answer today. */
  readonly isOut: boolean;
};

type Today = { readonly at: number; readonly chance: () => number; readonly source: Pick<Source, 'cadence'> };

/** In so many days of a thousand. */
const BURST = 12;
const PIN = 8;
const OUTAGE = 10;
const EDIT = 15;
const EMBARGO = 10;
/** A burst brings at most so many posts: more at once is a flood, which is told on purpose. */
const MOST = 9;

/** What a site had published before anybody read it. */
export function firstPosts({ cadence }: Pick<Source, 'cadence'>, begun: number): readonly Words[] {
  const gap = Math.min(30, 30 / cadence.perMonth) * DAY;
  return Array.from({ length: SHOWN * 2 }, (_, at) => postOf(SHOWN * 2 - 1 - at, begun - (at + 1) * gap));
}

/** A day in the life of a site on which nothing breaks. */
export function nextDay(life: Life, today: Today): Life {
  const { chance } = today;
  const isIn = (perMille: number): boolean => chance() * 1000 < perMille;
  const written = newPosts(life.posts.length + life.embargoed.length, today);
  const held = isIn(EMBARGO) ? written : [];
  const released = isIn(300) ? life.embargoed : [];
  const posts = [...written.filter((post) => !held.includes(post)), ...released, ...life.posts];
  const sorted = isIn(EDIT) ? edited(posts, chance) : posts;
  return {
    // Those that were held back bear the day they were written, and stand where that puts them.
    posts: sorted.toSorted((a, b) => b.at - a.at),
    embargoed: [...life.embargoed.filter((post) => !released.includes(post)), ...held],
    pinned: isIn(PIN) ? (life.pinned === undefined ? sorted[SHOWN - 2] : undefined) : life.pinned,
    isOut: isIn(OUTAGE),
  };
}

/** Nothing at the turn of the year, seldom many at once, else now and then one; the hour a post is dated at is any of the day. */
function newPosts(known: number, { at, chance, source: { cadence } }: Today): readonly Words[] {
  const today = new Date(at);
  const isHoliday =
    today.getUTCMonth() === 11 ? today.getUTCDate() > 20 : today.getUTCMonth() + today.getUTCDate() < 5;
  const several = chance() * 1000 < BURST ? 3 + Math.floor(chance() * (MOST - 2)) : 0;
  const ordinary = chance() < cadence.perMonth / 30 ? 1 : 0;
  const count = isHoliday ? 0 : Math.max(several, ordinary);
  return Array.from({ length: count }, (_, index) =>
    postOf(known + count - 1 - index, at - chance() * 23 * HOUR),
  );
}

const OPENINGS = [
  'How a council bought light for less',
  'Lessons of a tender for warmer homes',
  'What suppliers asked of us in spring',
  'Meals of a county: who cooks, who pays',
];

function postOf(number: number, at: number): Words {
  const opening = OPENINGS[number % OPENINGS.length] ?? '';
  return { slug: `story-${number}-of-${Math.round(at / DAY)}`, title: `${opening}, part ${number}`, at };
}

/** One of the newest gets another title. */
function edited(posts: readonly Words[], chance: () => number): readonly Words[] {
  const which = Math.floor(chance() * SHOWN);
  return posts.map((post, at) => (at === which ? { ...post, title: `${post.title} (updated)` } : post));
}

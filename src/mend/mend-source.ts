import { defined } from '../base/defined.ts';
import { defineSource, type Source } from '../base/source.ts';
import { urlKey } from '../base/url.ts';
import { startOf } from '../discover/start-of.ts';
import type { Card } from '../model/card.ts';
import type { PostOnRecord } from '../store/known-posts.ts';
import { expectedOf } from '../workshop/draft-source.ts';
import { dialectOf } from '../workshop/survey/dialect.ts';
import type { RatedApproach } from '../workshop/survey/rank.ts';
import type { SurveyFetcher } from '../workshop/survey/survey-fetcher.ts';
import { type RobotsAt, type SiteSurvey, surveySite } from '../workshop/survey/survey-site.ts';
import { align, type Alignment, type FoundAgain } from './align.ts';
import { keptKeys } from './key-rules.ts';
import { mendedArticle } from './mended-article.ts';
import { walkAll } from './walk-all.ts';

/** What a source would be from now on, and what is known of that. */
export type Mend = {
  readonly kind: 'mend';
  readonly source: Source;
  readonly survey: SiteSurvey;
  readonly way: RatedApproach;
  /** Whether posts are read as before. */
  readonly articleIsKept: boolean;
  /** Whether `keep` turned away what is on record, and goes. */
  readonly keepGoes: boolean;
  readonly cards: readonly Card[];
  readonly found: Alignment;
  /** Posts on record that the listing shows under a key of another name: each gets that name as well. */
  readonly renamed: readonly FoundAgain[];
  /** Posts on record that it does not show. */
  readonly lost: readonly PostOnRecord[];
};

export type NoMend = { readonly kind: 'none'; readonly why: string };

/** A way counts as the old source's where so large a share of the cards it shows first are on record. */
const OWN = 0.5;

/**
 * Looks around the site of a source that broke, finds the posts on record again, and makes of what it finds the same source anew.
 * `from` is where to look, if not at its listing or its home.
 */
export async function mendSource(
  site: SurveyFetcher,
  source: Source,
  {
    posts,
    robotsAt,
    from,
    now,
  }: {
    readonly posts: readonly PostOnRecord[];
    readonly robotsAt: RobotsAt;
    readonly from: string | undefined;
    readonly now: number;
  },
): Promise<Mend | NoMend> {
  if (posts.length === 0)
    return {
      kind: 'none',
      why: 'no post of it is on record to find its new places by: "sources new" looks anew',
    };
  const tried: string[] = [];
  for (const url of placesOf(source, from, now)) {
    const survey = await surveySite(site, url, robotsAt);
    if (survey.kind === 'none') {
      tried.push(survey.why.startsWith(`${url}: `) ? survey.why : `${url}: ${survey.why}`);
      continue;
    }
    const way = ownWay(survey, source, posts);
    if (way !== undefined) return assemble(site, { source, survey, way, posts, now });
    tried.push(`${url}: what it lists are other posts than those on record`);
  }
  return { kind: 'none', why: tried.join('; ') };
}

function placesOf(source: Source, from: string | undefined, now: number): readonly string[] {
  if (from !== undefined) return [from];
  const { discover, home } = source;
  const isForPeople = discover.kind === 'listing' || discover.kind === 'browser';
  const listed = isForPeople ? [startOf(source, discover, now)] : [];
  return [...new Set([...listed, home, new URL('/', home).href])];
}

/** The best way that shows what is on record. */
function ownWay(
  survey: SiteSurvey,
  source: Source,
  posts: readonly PostOnRecord[],
): RatedApproach | undefined {
  const share = ({ cards }: RatedApproach): number =>
    cards.length === 0 ? 0 : align(cards, posts, source).pairs.length / Math.min(cards.length, posts.length);
  return survey.ways.filter(({ kind }) => kind !== 'front page').find((way) => share(way) >= OWN);
}

type Found = {
  readonly source: Source;
  readonly survey: SiteSurvey;
  readonly way: RatedApproach;
  readonly posts: readonly PostOnRecord[];
  readonly now: number;
};

async function assemble(site: SurveyFetcher, { source, survey, way, posts, now }: Found): Promise<Mend> {
  const { page, basics } = survey;
  const seen = align(way.cards, posts, source);
  const rules = keptKeys(source, seen.pairs, basics.hosts.canonical);
  const keepGoes = source.keep !== undefined && turnsAway(source, seen.pairs);
  const known = survey.samples.flatMap((sample) => {
    const pair = seen.pairs.find(({ card }) => card.url === sample.card.url);
    return pair === undefined ? [] : [{ sample, post: pair.post }];
  });
  const { article, isKept } = mendedArticle(source, survey.article, known);
  const witness = survey.witness === way ? undefined : survey.witness?.strategy;
  const { witness: _, keep, dates: _dates, expect: _expect, ...rest } = source;
  const plain = defineSource({
    ...rest,
    ...rules,
    home: page.finalUrl,
    discover: way.strategy,
    article,
    ...defined({ witness, dates: dialectOf(page, way.cards) ?? source.dates }),
    ...(keepGoes || keep === undefined ? {} : { keep }),
  });
  const mended = { ...plain, ...defined({ expect: expectedOf({ ...survey, first: way }) }) };
  const cards = await walkAll(site, mended, now);
  const found = align(cards, posts, mended);
  const shown = new Set(found.pairs.map(({ post }) => post.id));
  return {
    ...{ kind: 'mend', source: mended, survey, way, articleIsKept: isKept, keepGoes, cards, found },
    renamed: found.pairs.filter(({ card, post }) => urlKey(card.url, mended) !== post.key),
    lost: posts.filter(({ id }) => !shown.has(id)),
  };
}

function turnsAway({ keep }: Source, pairs: readonly FoundAgain[]): boolean {
  const gone = pairs.filter(({ card: { url } }) => keep?.({ url }) === false).length;
  return gone > pairs.length / 2;
}

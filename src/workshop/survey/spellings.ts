import type { Source } from '../../base/source.ts';
import { extractPost } from '../../extract/extract.ts';
import { postText } from '../../model/post.ts';
import type { Card } from '../../model/card.ts';
import { segments } from './address-shape.ts';
import type { SurveyFetcher } from './survey-fetcher.ts';
import { draftSource, type SiteBasics } from './approach.ts';

/** A rule that makes one key of two spellings, and the two addresses that showed it. */
export type Spelling = {
  readonly rule: Source['urlRules'][number];
  readonly one: string;
  readonly other: string;
};

const PAIRS_TRIED = 3;

/**
 * Two spellings of the same addresses, where cards of one title and one last name stand in different folders, and both pages
 * turn out to hold the same text. The spelling of the listing's own address is the one that is kept.
 */
export async function findSpelling(
  site: SurveyFetcher,
  cards: readonly Card[],
  basics: SiteBasics,
): Promise<Spelling | undefined> {
  for (const [a, b] of sameNamed(cards)) {
    const spelling = ruleFor(a.url, b.url, basics.home);
    if (spelling !== undefined && (await areOne(site, spelling, basics))) return spelling;
  }
  return undefined;
}

function sameNamed(cards: readonly Card[]): (readonly [Card, Card])[] {
  const pairs: (readonly [Card, Card])[] = [];
  const met = new Map<string, Card>();
  for (const card of cards) {
    const name = `${card.title ?? ''} ${segments(card.url).at(-1) ?? ''}`;
    const other = met.get(name);
    if (
      other !== undefined &&
      card.title !== undefined &&
      segments(other.url).join('/') !== segments(card.url).join('/')
    )
      pairs.push([other, card]);
    met.set(name, other ?? card);
  }
  return pairs.slice(0, PAIRS_TRIED);
}

function ruleFor(a: string, b: string, home: string): Spelling | undefined {
  const [one, other] = [segments(a), segments(b)];
  while (one.length > 0 && one.at(-1) === other.at(-1)) {
    one.pop();
    other.pop();
  }
  const isHome = (folders: readonly string[]): boolean =>
    folders.every((part, at) => segments(home)[at] === part);
  const [kept, left] = isHome(one) ? [one, other] : [other, one];
  if (!isHome(kept) || left.length === 0) return undefined;
  const from = left.map((part) => `\\/${part.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&')}`).join('');
  const to = kept.map((part) => `/${part}`).join('');
  return {
    rule: { from: new RegExp(`^${from}(?=\\/|$)`, 'i'), to },
    one: kept === one ? a : b,
    other: kept === one ? b : a,
  };
}

async function areOne(site: SurveyFetcher, { one, other }: Spelling, basics: SiteBasics): Promise<boolean> {
  const [first, second] = [await textAt(site, one, basics), await textAt(site, other, basics)];
  return first !== undefined && first === second;
}

async function textAt(site: SurveyFetcher, url: string, basics: SiteBasics): Promise<string | undefined> {
  const page = await site.ask({ url, accept: 'html', expect: 'post' });
  if (page.kind !== 'page') return undefined;
  const post = extractPost(page, { source: draftSource(basics), now: new Date(page.fetchedAt) });
  return 'kind' in post ? undefined : `${post.title}\n${postText(post)}`;
}

import type { Source } from '../../base/source.ts';
import { cardsOf, pageOfCopy } from '../../reading/kept-page.ts';
import { cardsOnList, waitingCard } from '../../store/cards.ts';
import { lastGoodListing } from '../../store/listing-copies.ts';
import { keptPagesOf } from '../../store/kept-pages.ts';
import { expectedOf } from '../../store/expected.ts';
import { postsOnRecord } from '../../store/known-posts.ts';
import type { Store } from '../../store/open.ts';
import { pageOfKept, readKept } from '../read-kept.ts';
import { valueText } from '../source-text.ts';
import { type Advice, identityAdvice, type Placed } from './identity.ts';
import { tellingAcrossRuns, tellingAdvice } from './telling.ts';
import { type ReadPost, templateAdvice } from './template.ts';

/** So many kept pages tell a template. */
const MOST_PAGES = 20;
const PARAM = /[?&;]([\w.-]{1,40})=/g;
/** So many of the cards that wait are looked at. */
const MOST_CARDS = 500;

/** What the posts of a source that were read so far say its adapter could name: pure reading of the store. */
export function advise(store: Store, source: Source): Advice[] {
  const always = { sourceId: source.id, startedAt: 0, finishedAt: Number.MAX_SAFE_INTEGER };
  const read = keptPagesOf(store, always, MOST_PAGES).flatMap((kept): ReadPost[] => {
    const post = readKept(kept, source, undefined);
    return 'kind' in post ? [] : [{ page: pageOfKept(kept), post }];
  });
  const [shown, known] = [lastListing(store, source), postsOnRecord(store, source.id)];
  const telling = tellingAdvice(shown, source);
  return [
    ...(telling.length > 0 ? telling : tellingAcrossRuns(shown, known, source)),
    ...identityAdvice([...known, ...listed(store, source.id)]),
    ...templateAdvice(read, source),
    ...expectedAdvice(store, source),
  ];
}

/** What is expected of a source whose adapter says nothing of it. */
function expectedAdvice(store: Store, source: Source): Advice[] {
  const pinned = source.expect === undefined ? expectedOf(store, source.id) : undefined;
  if (pinned === undefined) return [];
  const day = new Date(pinned.pinnedAt).toISOString().slice(0, 10);
  return [
    {
      rule: `expect: ${valueText(pinned.expectations)}`,
      adds: { field: 'expect', expect: pinned.expectations },
      why: `run ${pinned.runId} of ${day} was the first that was well, and each since is judged by what it showed`,
    },
  ];
}

/** What the source's last good listing shows, before addresses that count as one are put together. */
function lastListing(store: Store, source: Source): Placed[] {
  const copy = lastGoodListing(store, source.id);
  if (copy === undefined) return [];
  const page = pageOfCopy(copy);
  // Every parameter tells, for once: what the adapter takes for one post shall be seen apart.
  const keepParams = [...new Set([...page.body.matchAll(PARAM)].map(([, name = '']) => name))];
  return cardsOf(page, { ...source, keepParams }).map(({ url, title = '', published }) => ({
    url,
    title,
    published: published?.value ?? null,
  }));
}

/** Posts that a listing showed and nobody has read: a site whose addresses change is stopped before that. */
function listed(store: Store, sourceId: string): Placed[] {
  return cardsOnList(store, sourceId)
    .slice(0, MOST_CARDS)
    .map(({ key, url }) => {
      const { title = '', published } = waitingCard(store, sourceId, key);
      return { url, title, published: published?.value ?? null };
    });
}

import { DAY } from '../base/durations.ts';
import { defined } from '../base/defined.ts';
import type { SourceDefinition } from '../base/source.ts';
import { listing } from '../base/strategies.ts';
import { postText } from '../model/post.ts';
import type { Fetcher } from '../fetch/fetch.ts';
import { type Adapter, adapterOf } from '../reading/adapter.ts';
import type { LoadedSource } from '../reading/load-source.ts';
import { type ReadAnswer, readAnswer } from '../reading/read-answer.ts';
import type { ReadingRoom } from '../reading/reading-room.ts';
import {
  addLinkCheck,
  dueLinks,
  keepLikeness,
  keepLink,
  keptLikeness,
  type LinkRow,
  linksWithoutCopy,
} from '../store/links.ts';
import { entryById } from '../store/entries.ts';
import { addEvent } from '../store/entry-events.ts';
import { inTransaction, type Store } from '../store/open.ts';
import type { Archive, ArchivedCopy } from './archive.ts';
import type { Entry } from './entry.ts';
import { judgeLink, type LinkJudgement } from './judge-link.ts';
import { likenessOf } from '../model/likeness.ts';

export type LinkWatch = {
  readonly store: Store;
  readonly fetcher: Pick<Fetcher, 'ask'>;
  readonly reading: ReadingRoom;
  readonly archive: Archive;
  /** A source by its id, whose article rules read its pages best. */
  readonly sourceOf: (id: string) => Pick<LoadedSource, 'file' | 'hash'> | undefined;
  /** Unix ms. */
  readonly now: () => number;
  readonly stop: AbortSignal;
};

/** What a round of looks came to. */
export type LinkRound = {
  readonly looked: number;
  /** How many links are in each state now, of those that were looked at. */
  readonly states: Readonly<Record<string, number>>;
  readonly copies: number;
};

const TRY_AGAIN_MS = 7 * DAY;

/** Looks at every link that is due, and sees to copies: asks for one of each new entry, and looks for one of each dead link. */
export async function checkLinks(watch: LinkWatch, limit: number): Promise<LinkRound> {
  const states: Record<string, number> = {};
  let looked = 0;
  for (const id of dueLinks(watch.store, watch.now(), limit)) {
    if (watch.stop.aborted) break;
    const entry = entryById(watch.store, id);
    if (entry === undefined) continue;
    const { link } = await lookAt(watch, entry);
    states[link.state] = (states[link.state] ?? 0) + 1;
    looked += 1;
  }
  return { looked, states, copies: await seeToCopies(watch, limit) };
}

async function lookAt(watch: LinkWatch, entry: Entry): Promise<LinkJudgement> {
  const { store } = watch;
  const { outcome, post } = await readLink(watch, entry);
  const at = watch.now();
  const seen = post === undefined || 'kind' in post ? undefined : likenessOf(post.title, postText(post));
  const accepted = keptLikeness(store, entry.id);
  const judged = judgeLink(entry.link, {
    outcome,
    at,
    ...defined({ seen, accepted }),
  });
  inTransaction(store, () => {
    keepLink(store, entry.id, judged.link);
    const { strikes } = judged.link;
    addLinkCheck(store, {
      entryId: entry.id,
      outcome: judged.outcome,
      strikes,
      evidence: judged.evidence,
      at,
    });
    // An entry that came with a data package has no likeness yet: its first good look gives one.
    if (accepted === undefined && seen !== undefined) keepLikeness(store, entry.id, seen);
    if (judged.link.state !== entry.link.state && isNews(entry.link, judged.link))
      addEvent(store, { entryId: entry.id, kind: 'link', reason: judged.link.state, by: 'links', at });
  });
  return judged;
}

/** Readers hear of a link that died or came back; not of one strike. */
function isNews(before: LinkRow, after: LinkRow): boolean {
  return after.state === 'dead' || before.state === 'dead' || after.state === 'moved';
}

async function readLink({ fetcher, reading, sourceOf, now }: LinkWatch, entry: Entry): Promise<ReadAnswer> {
  const request = { url: entry.url, expect: 'post' } as const;
  const answer = await fetcher.ask(request);
  if (answer.kind !== 'arrived' && answer.kind !== 'page') return { outcome: answer };
  const own = sourceOf(entry.sourceId);
  const adapter = own === undefined ? anySite(entry) : adapterOf(own);
  const asked = { kind: 'post', answer, request, mayBePdf: false } as const;
  return readAnswer(reading, { adapter, now: now(), reading: asked });
}

/** A site that no source file describes: its pages are read as pages of any site are. */
function anySite(entry: Entry): Adapter {
  const { origin, host } = new URL(entry.url);
  const definition: SourceDefinition = {
    id: 'elsewhere',
    name: host,
    publisher: entry.publisher,
    home: origin,
    hosts: { canonical: host },
    cadence: { perMonth: 1, quietOkDays: 365 },
    discover: listing({ url: '/', card: 'article', link: 'a' }),
  };
  return { kind: 'data', definition };
}

/** Answers how many copies were found or made. */
async function seeToCopies(watch: LinkWatch, limit: number): Promise<number> {
  const { store, archive } = watch;
  let copies = 0;
  for (const entry of withoutCopy(watch).slice(0, limit)) {
    if (watch.stop.aborted) break;
    const copy = await copyOf(archive, entry);
    const at = watch.now();
    keepLink(store, entry.id, {
      ...entry.link,
      archiveTriedAt: at,
      archiveUrl: copy?.url ?? null,
      archiveAt: copy?.at ?? null,
    });
    if (copy !== undefined) copies += 1;
  }
  return copies;
}

/** A new copy of a live page where we may ask for one; otherwise, and for a dead page, the nearest that there is. */
async function copyOf(archive: Archive, entry: Entry): Promise<ArchivedCopy | undefined> {
  if (archive.save !== undefined && entry.link.state !== 'dead') {
    const saved = await archive.save(entry.url);
    if (saved.kind === 'copy') return saved.copy;
  }
  const nearest = await archive.nearest(entry.url, publishedAt(entry));
  return nearest.kind === 'copy' ? nearest.copy : undefined;
}

function withoutCopy({ store, now }: LinkWatch): Entry[] {
  return linksWithoutCopy(store, now() - TRY_AGAIN_MS).flatMap((id) => entryById(store, id) ?? []);
}

/** Copies near the day of the story say what was accepted. */
function publishedAt(entry: Entry): number {
  const published = entry.published === null ? NaN : Date.parse(entry.published);
  return Number.isFinite(published) ? published : entry.listedAt;
}

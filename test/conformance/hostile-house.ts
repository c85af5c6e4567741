import { setImmediate } from 'node:timers/promises';
import { foldSpace } from '../../src/base/text.ts';
import { allCouncils, currentOf } from '../../src/classify/councils/councils.ts';
import { readCatalogue } from '../../src/catalogue/catalogue.ts';
import { type EntryForm, publishCandidate, withdrawEntry } from '../../src/catalogue/publish.ts';
import { addNote } from '../../src/review/decide.ts';
import type { Verdict } from '../../src/model/verdict.ts';
import { catalogueVersion } from '../../src/store/catalogue-state.ts';
import { addCandidate } from '../../src/store/candidates.ts';
import type { Store } from '../../src/store/open.ts';
import { addPost } from '../../src/store/posts.ts';
import { addSuggestion } from '../../src/store/suggestions.ts';
import { keepVerdict } from '../../src/store/verdicts.ts';
import { joined, openDesk, SOURCES } from '../desk/desk-fixture.ts';

export const PUBLIC_URL = 'http://127.0.0.1:4000';
export const NOW = Date.UTC(2026, 10, 23, 12);

/** A payload with what it was put into: a post on the desk and, unless it is all white space, an entry of the catalogue. */
export type Carrier = {
  readonly payload: string;
  readonly candidateId: number;
  readonly entryId: number;
  readonly source: string;
};

/** How many sources share the payloads as their names. */
const SOURCE_COUNT = 50;

/** The whole server over a store in which every field that came from outside is a payload. */
export async function hostileHouse(payloads: readonly string[]) {
  const names = payloads.filter((_payload, at) => at % Math.ceil(payloads.length / SOURCE_COUNT) === 0);
  const [model] = SOURCES;
  if (model === undefined) throw new Error('the fixture has no source');
  const sources = names.map((name, at) => ({ ...model, id: `hostile-${at}`, name }));
  const desk = await openDesk({ now: () => NOW + 600_000, sources, environment: { PUBLIC_URL } });
  const ann = await joined(desk, 'Ann', 'editor');
  const places = allCouncils().filter(({ code }) => currentOf(code)[0]?.code === code);
  desk.store.exec('pragma synchronous = off');
  const carriers = payloads.map((payload, at): Carrier => {
    const source = sources[at % sources.length];
    const place = places[at % places.length]?.code ?? 'NBL';
    return carry(desk.store, { payload, at, place, sourceId: source?.id ?? '', source: source?.name ?? '' });
  });
  for (const [at, payload] of payloads.slice(0, 100).entries()) suggest(desk.store, at, payload);
  // So many changes are read beside the requests, which see the version before until then.
  while (readCatalogue(desk.store).version !== catalogueVersion(desk.store)) await setImmediate();
  return {
    carriers,
    store: desk.store,
    close: desk.close,
    cookie: ann.cookie(),
    listen: () => desk.app.listen({ host: '127.0.0.1', port: 0 }),
    councils: places.map(({ code }) => code),
    sourceIds: sources.map(({ id }) => id),
    get: (url: string) => desk.app.inject({ url, headers: { cookie: ann.cookie() } }),
  };
}

export type House = Awaited<ReturnType<typeof hostileHouse>>;

/** What the entries and posts that a list links to carry. */
export function payloadsOn({ carriers }: House, html: string): string[] {
  const links = [...html.matchAll(/\/(desk|case)\/(\d+)/g)];
  const isLinked = new Set(links.map(([, kind, id]) => `${kind}${id}`));
  return carriers
    .filter(
      ({ candidateId, entryId }) => isLinked.has(`desk${candidateId}`) || isLinked.has(`case${entryId}`),
    )
    .flatMap(({ payload, source }) => [payload, source]);
}

/** Takes some entries from the lists, each for a hostile reason. */
export function withdraw(house: House, carriers: readonly Carrier[]): void {
  for (const { entryId, payload } of carriers)
    withdrawEntry(house.store, entryId, { kind: 'withdrawn', reason: payload, by: '1', at: NOW });
}

type Load = {
  readonly payload: string;
  readonly at: number;
  readonly place: string;
  readonly sourceId: string;
  readonly source: string;
};

function carry(store: Store, load: Load): Carrier {
  const { payload, at } = load;
  const candidateId = layPost(store, load);
  if (payload.trim() !== '')
    addNote(store, { candidateId, note: payload.slice(0, 4000), nonce: `n${at}`, reviewerId: 1, now: NOW });
  const form = formOf(load);
  const act = { by: '1', at: NOW, sayRule: () => payload };
  let published = publishCandidate(store, candidateId, form, act);
  // The blurb's own rules refuse many payloads: those are put in its place afterwards, as another catalogue might send them.
  const plain = 'One sentence of an editor about what others can read there.';
  if (published.kind === 'invalid')
    published = publishCandidate(store, candidateId, { ...form, blurb: plain }, act);
  if (published.kind !== 'published') throw new Error(`${at}: ${JSON.stringify(published)}`);
  store.sql('update entry set blurb = ? where id = ?').run(payload, published.id);
  return { payload, candidateId, entryId: published.id, source: load.source };
}

function layPost(store: Store, { payload, at, place, sourceId }: Load): number {
  // Longer ones are no addresses at all: publishing refuses those, and says so.
  const url = `https://ashden.org/${at}/${payload.slice(0, 250)}?q=${payload.slice(0, 250)}`;
  const blocks = (['lede', 'heading', 'body'] as const).map((kind) => ({ kind, text: payload }));
  const record = {
    ...{ key: `ashden.org/${at}`, url, sourceId, title: payload, author: payload, published: '2026-01-02' },
    ...{ datePrecision: 'day' as const, dateOrigin: 'meta' as const, modified: null, language: 'en' },
    ...{ bodyHash: `h${at}`, words: 9, blocks, canonicals: [], winners: {}, evidence: null, beside: [] },
  };
  const postId = addPost(store, record, NOW);
  // A hit on the first letters, so that hostile text is also marked and quoted as a reason.
  const hit = {
    rule: 'act.procure',
    group: 'act',
    points: 4,
    full: 4,
    spans: [[0, /^.{0,3}/su.exec(payload)?.[0].length ?? 0] as const],
  };
  const verdict: Verdict = {
    ...{ score: 12, band: 'strong', lines: [], caps: [{ say: `of ${payload}`, cap: 9 }] },
    hits: (['title', 'body', 'heading'] as const).map((field) => ({ ...hit, field })),
    councils: [{ code: place, name: payload, as: payload, role: 'buyer' }],
    ...{ topics: ['street-lighting'], practices: ['social-value'], stage: 'manage-deliver' },
    ...{ evidence: 'quantified', because: { 'street-lighting': [payload] } },
  };
  keepVerdict(store, { postId, rulesHash: 'r', bodyHash: `h${at}`, verdict, finds: null }, NOW);
  const { id } = addCandidate(store, { postId, origin: 'rules', held: null, at: NOW });
  store.sql("update candidate set state = 'accepted' where id = ?").run(id);
  return id;
}

function formOf({ payload, place }: Load): EntryForm {
  return {
    title: foldSpace(payload.slice(0, 200)) || 'Untitled',
    blurb: payload,
    publisher: foldSpace(payload.slice(0, 100)) || 'Nobody',
    councils: [
      { code: place, as: payload },
      { code: 'ZZZ', as: payload },
    ],
    topics: ['street-lighting'],
    practices: ['social-value'],
    stage: 'manage-deliver',
    evidence: 'quantified',
  };
}

function suggest(store: Store, at: number, payload: string): void {
  const limits = { since: 0, perSender: 1000, total: 1000 };
  const message = {
    ...{ kind: 'suggestion' as const, url: payload, urlKey: `k${at}`, entryId: null, note: payload },
    ...{ secret: `s${at}`, sender: 'somebody', at: NOW },
  };
  addSuggestion(store, message, { hour: limits, day: limits });
}

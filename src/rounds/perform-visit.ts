import { inlineQueue } from '../../queue/inline.ts';
import { defined } from '../base/defined.ts';
import { rendering } from '../fetch/browser/render-request.ts';
import type { Fetcher } from '../fetch/fetch.ts';
import type { FetchRequest } from '../fetch/request.ts';
import { adapterOf } from '../reading/adapter.ts';
import type { LoadedSource } from '../reading/load-source.ts';
import type { RawAnswer, Reading } from '../reading/messages.ts';
import { readAnswer } from '../reading/read-answer.ts';
import type { ReadingRoom } from '../reading/reading-room.ts';
import { acceptFor } from './accept-for.ts';
import type { Visit, Visited, Visits } from './visits.ts';

/** What a visit is performed with. */
export type Performer = { readonly fetcher: Pick<Fetcher, 'ask'>; readonly reading: ReadingRoom };

/** Each waits for its own host most of the time. */
const SOURCES_AT_ONCE = 32;

/** Visits performed in this process. */
export function visitsHere(performer: Performer): Visits {
  type Here = Visit & { readonly adapter: LoadedSource };
  const queue = inlineQueue((visit: Here) => performVisit(visit, visit.adapter, performer));
  return {
    perform: (visit, adapter) => queue.perform({ ...visit, adapter }),
    sourcesAtOnce: SOURCES_AT_ONCE,
    close: queue.close,
  };
}

/** Asks for the page of a visit and has it read. Never throws for what a site sends. */
export async function performVisit(
  visit: Visit,
  adapter: LoadedSource,
  { fetcher, reading }: Performer,
): Promise<Visited> {
  const request = requestFor(visit, adapter);
  const answer = await fetcher.ask(request);
  if (answer.kind !== 'arrived' && answer.kind !== 'page') return { outcome: answer };
  const asked = { answer, request };
  const read = await readAnswer(reading, {
    adapter: adapterOf(adapter),
    now: visit.now,
    reading: visit.kind === 'post' ? postIn(visit, asked) : listingIn(visit, visit.kind, asked),
  });
  letGo(answer);
  return read;
}

/** Frees what came over the wire now: it has outlived the nursery, and the next full collection may be hundreds of pages away. */
function letGo(answer: RawAnswer): void {
  if (answer.kind !== 'arrived') return;
  const { buffer, byteLength } = answer.wire;
  if (buffer instanceof ArrayBuffer && buffer.byteLength === byteLength) buffer.transfer(0);
}

function requestFor(
  { kind, url, strategy, validators, card }: Visit,
  { source }: LoadedSource,
): FetchRequest {
  const conditional = defined({ validators });
  if (kind === 'post') return { url, expect: 'post', ...conditional, ...defined({ title: card?.title }) };
  const asked = kind === 'witness' ? source.witness : source.discover;
  if (asked === undefined) throw new Error(`${source.id} has no witness`);
  return { url, ...acceptFor(strategy), ...rendering(asked), ...conditional };
}

type Asked = Pick<Extract<Reading, { kind: 'listing' }>, 'answer' | 'request'>;

function postIn({ card }: Visit, asked: Asked): Extract<Reading, { kind: 'post' }> {
  return { kind: 'post', ...asked, ...defined({ card }), mayBePdf: false };
}

function listingIn(
  { pageNumber }: Visit,
  kind: 'listing' | 'witness',
  asked: Asked,
): Extract<Reading, { kind: 'listing' }> {
  return { kind: 'listing', ...asked, by: kind === 'witness' ? 'witness' : 'discover', pageNumber };
}

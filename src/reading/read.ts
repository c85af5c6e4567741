import { hash } from 'node:crypto';
import { defined } from '../base/defined.ts';
import { onceAsked } from '../base/once-each.ts';
import { silent } from '../base/log.ts';
import type { Source } from '../base/source.ts';
import { readMarks } from '../classify/lines/marks.ts';
import { readWeights } from '../classify/lines/shipped-weights.ts';
import { doubtAbout } from '../extract/doubt.ts';
import type { Unreadable } from '../extract/unreadable.ts';
import { arriveAsBytes, arriveAsPage, judgePage } from '../fetch/arrive.ts';
import { LIMITS } from '../fetch/limits.ts';
import type { Arrival } from '../fetch/visits.ts';
import type { FetchOutcome, Page, ReadPage } from '../model/page.ts';
import type { Post } from '../model/post.ts';
import { pack } from '../store/blobs.ts';
import { boundDiscovery, boundPost } from './bounds.ts';
import { compareListings } from './compare-listings.ts';
import { htmlBlocks } from './html-blocks.ts';
import { isPdf, type Reading, type ReadingOrder, type ReadingResult } from './messages.ts';
import { readPageLine } from './read-page-line.ts';
import { discoverSafely, extractSafely, fromCardSafely, keyedSafely } from './read-safely.ts';

/** Reads what a site sent: unwraps, decodes, judges, parses, and cuts what is beyond all measure. Never throws for what it was sent. */
export async function read({ now, reading }: ReadingOrder, source: Source): Promise<ReadingResult> {
  switch (reading.kind) {
    case 'card':
      return marked(fromCardSafely(reading.card, source, now));
    case 'comparison':
      return { text: compareListings(source, reading.good, reading.page) };
    case 'line':
      // As text: a channel takes longer over what it is made of.
      return { text: JSON.stringify(readPageLine(reading.line, new Date(now))) };
    case 'score': {
      // Its rules are loaded only where something long is scored.
      const { scoreLong } = await import('./score-long.ts');
      return { verdict: scoreLong(reading.post, reading.rules) };
    }
    case 'html':
      return { blocks: htmlBlocks(reading.html, reading, new Date(now)) };
    case 'listing':
      return readListing(reading, source, now);
    case 'post':
      return readPost(reading, source, now);
  }
}

type Of<K extends Reading['kind']> = Extract<Reading, { readonly kind: K }>;

async function readListing(reading: Of<'listing'>, source: Source, now: number): Promise<ReadingResult> {
  const outcome = await judged(reading, now);
  if (outcome.kind !== 'page') return { outcome };
  const strategy = reading.by === 'witness' ? source.witness : source.discover;
  if (strategy === undefined) throw new Error(`${source.id} has no witness`);
  const { pageNumber } = reading;
  const found = boundDiscovery(discoverSafely(outcome, { source, strategy, pageNumber }));
  return { outcome: packed(outcome), found };
}

async function readPost(reading: Of<'post'>, source: Source, now: number): Promise<ReadingResult> {
  const { answer, card, mayBePdf } = reading;
  if (mayBePdf && isPdf(answer)) return readAsPdf(answer, source);
  const outcome = await judged(reading, now);
  if (outcome.kind !== 'page') return { outcome };
  const post = extractSafely(outcome, { source, now: new Date(now), ...defined({ card }) });
  const doubt = 'kind' in post ? undefined : doubtAbout(post, card ?? {}, outcome);
  return { outcome: packed(outcome), ...marked(post), ...defined({ doubt }) };
}

/** The weights of the learnt lines; undefined where they cannot be read, which whoever scores tells. */
const learntWeights = onceAsked(() => {
  const reading = readWeights();
  return reading.kind === 'weights' ? reading.weights : undefined;
});

/** A post of bearable size, and what the learnt lines read of it: here that has a deadline, and whoever asked goes on meanwhile. */
function marked(post: Post | Unreadable): Pick<ReadingResult, 'post' | 'cut' | 'marks'> {
  const bounded = boundPost(post);
  const weights = learntWeights();
  if ('kind' in bounded.post || weights === undefined) return bounded;
  return { ...bounded, marks: readMarks(bounded.post, weights) };
}

async function readAsPdf(arrival: Arrival, source: Source): Promise<ReadingResult> {
  const came = await arriveAsBytes(withBuffer(arrival), LIMITS);
  if (came.kind !== 'bytes') return { outcome: came };
  const { bytes, ...facts } = came;
  // Its package is loaded only for the PDF that comes now and then.
  const { readPdf } = await import('./read-pdf.ts');
  const post = await readPdf(came.finalUrl, new Uint8Array(bytes));
  const outcome = {
    ...facts,
    kind: 'page',
    charset: '',
    charsetFrom: 'default',
    bytes: bytes.length,
  } as const;
  return { outcome, ...marked(keyedSafely(outcome, source, () => post)) };
}

/** What was asked for, or what came instead. A browser has unwrapped and decoded its page. */
async function judged({ answer, request }: Of<'listing' | 'post'>, now: number): Promise<FetchOutcome> {
  if (answer.kind === 'page') return judgePage(answer, request, now);
  return arriveAsPage(withBuffer(answer), request, { limits: LIMITS, now: () => now, log: silent });
}

/** A channel between processes may bring a plain array of bytes. */
function withBuffer(arrival: Arrival): Arrival {
  const { buffer, byteOffset, byteLength } = arrival.wire;
  return { ...arrival, wire: Buffer.from(buffer, byteOffset, byteLength) };
}

function packed({ body, ...facts }: Page): ReadPage {
  const copy = pack(body);
  return { ...facts, copy: { packed: copy, hash: hash('sha256', copy) } };
}

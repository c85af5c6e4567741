import type { PostText } from '../classify/classify.ts';
import type { Discovery } from '../discover/discovery.ts';
import type { Unreadable } from '../extract/unreadable.ts';
import type { FetchRequest } from '../fetch/request.ts';
import type { Arrival } from '../fetch/visits.ts';
import type { Card } from '../model/card.ts';
import type { Marks } from '../model/marks.ts';
import type { KeptPage, Page, ReadOutcome } from '../model/page.ts';
import type { Block, Post } from '../model/post.ts';
import type { Verdict } from '../model/verdict.ts';
import type { Adapter } from './adapter.ts';
import type { PageLine } from './page-line.ts';
import type { RulesOrder } from './score-long.ts';

/** An answer as it came: bytes that nobody has unwrapped, decoded or judged; or a page that a browser brought. */
export type RawAnswer = Arrival | Page;

/** A PDF says so in its header or its name. */
export function isPdf(answer: RawAnswer): answer is Arrival {
  if (answer.kind !== 'arrived') return false;
  const [type = ''] = (answer.headers['content-type'] ?? '').split(';');
  return type.trim().toLowerCase() === 'application/pdf' || /\.pdf$/i.test(new URL(answer.finalUrl).pathname);
}

/** What is to be read. */
export type Reading =
  | {
      readonly kind: 'listing';
      readonly answer: RawAnswer;
      readonly request: FetchRequest;
      readonly by: 'discover' | 'witness';
      /** Which page of a walk it is, from 1. */
      readonly pageNumber: number;
    }
  | {
      readonly kind: 'post';
      readonly answer: RawAnswer;
      readonly request: FetchRequest;
      readonly card?: Card;
      /** Whether the post may be a PDF. */
      readonly mayBePdf: boolean;
    }
  /** A post that came with its card. */
  | { readonly kind: 'card'; readonly card: Card }
  /** What a bad listing lost against the last good one, in words. */
  | { readonly kind: 'comparison'; readonly good: KeptPage; readonly page: KeptPage }
  /** A page of no source we know, as one line of `lamplighter read`. */
  | { readonly kind: 'line'; readonly line: PageLine }
  /** A post that is too long to be scored by whoever asks. */
  | { readonly kind: 'score'; readonly post: PostText; readonly rules: RulesOrder }
  /** A post of no source we know, as HTML. */
  | { readonly kind: 'html'; readonly html: string; readonly url: string; readonly title: string };

/** A reading with all that its reader must know. `now`: Unix ms, what dates without a year are read against. */
export type ReadingOrder = { readonly adapter: Adapter; readonly now: number; readonly reading: Reading };

/** What came of a reading; each kind fills in its own. */
export type ReadingResult = {
  readonly outcome?: ReadOutcome;
  readonly found?: Discovery;
  readonly post?: Post | Unreadable;
  /** What the learnt lines read of the post, by the weights that come with Lamplighter. */
  readonly marks?: Marks;
  readonly text?: string;
  /** Of a post that was scored. */
  readonly verdict?: Verdict;
  /** Of HTML of no source we know. */
  readonly blocks?: readonly Block[];
  /** Why the post is not what its card promised, in words. */
  readonly doubt?: string;
  /** What was left out of a post, in words. */
  readonly cut?: string;
};

export type ToReader = { readonly id: number; readonly order: ReadingOrder };
/** A piece of what came over the wire for the order that follows, whose own is empty then. */
export type WirePiece = { readonly piece: Uint8Array };
/** `ready` once it has loaded what it reads with. */
export type FromReader =
  | { readonly id: 0; readonly ready: true }
  | { readonly id: number; readonly result: ReadingResult }
  | { readonly id: number; readonly failed: string };

/** Written by a process of ours, from the same types: it needs no second proof. */
export function isFromReader(message: unknown): message is FromReader {
  return (
    typeof message === 'object' &&
    message !== null &&
    'id' in message &&
    ('ready' in message || 'result' in message || 'failed' in message)
  );
}

export function isWirePiece(message: unknown): message is WirePiece {
  return typeof message === 'object' && message !== null && 'piece' in message;
}

export function isToReader(message: unknown): message is ToReader {
  return typeof message === 'object' && message !== null && 'id' in message && 'order' in message;
}

/** Bytes. A channel between processes takes eight times as long over five megabytes in one message as over twenty smaller ones. */
const PIECE = 262_144;

/** An order as it is sent: what came over the wire goes ahead in pieces, where it is large. */
export function inPieces({ id, order }: ToReader): readonly (ToReader | WirePiece)[] {
  const { reading } = order;
  if (!('answer' in reading) || reading.answer.kind !== 'arrived') return [{ id, order }];
  const { answer } = reading;
  const { wire } = answer;
  if (wire.length <= PIECE) return [{ id, order }];
  const pieces = Array.from({ length: Math.ceil(wire.length / PIECE) }, (_, at) => ({
    piece: wire.subarray(at * PIECE, (at + 1) * PIECE),
  }));
  const bare = { ...reading, answer: { ...answer, wire: Buffer.alloc(0) } };
  return [...pieces, { id, order: { ...order, reading: bare } }];
}

/** An order as it was given, of its last part and the pieces that came ahead of it. */
export function whole(order: ReadingOrder, pieces: readonly Uint8Array[]): ReadingOrder {
  const { reading } = order;
  if (pieces.length === 0 || !('answer' in reading) || reading.answer.kind !== 'arrived') return order;
  const answer = { ...reading.answer, wire: Buffer.concat(pieces) };
  return { ...order, reading: { ...reading, answer } };
}

import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import * as z from 'zod';
import { messageOf } from '../base/errors.ts';
import { VERSION } from '../base/version.ts';
import type { Discovery } from '../discover/discovery.ts';
import type { Unreadable } from '../extract/unreadable.ts';
import type { MannersEntry, RobotsCopy } from '../fetch/manners.ts';
import type { Marks } from '../model/marks.ts';
import { CHARSET_ORIGINS, type ReadOutcome, type ReadPage, type Validators } from '../model/page.ts';
import type { Post } from '../model/post.ts';
import { block, card, date, evidence } from '../store/codecs.ts';
import type { Fields } from '../store/json-column.ts';
import type { RemoteResult, Traces } from './remote-visit.ts';

/** The largest page as JSON, with what was read of it, several times over. */
const MOST_BYTES = 128 * 1024 * 1024;

const text = z.string();
const texts = z.array(text);
const number = z.number();

const traces = {
  ledger: z.array(
    z.object({
      host: text,
      url: text,
      at: number,
      status: number.nullable(),
      bytes: number,
      waitedMs: number,
      robots: z.enum(['allowed', 'disallowed', 'none']),
    } satisfies Fields<MannersEntry>),
  ),
  robots: z.record(
    text,
    z.object({ status: number, body: text, fetchedAt: number } satisfies Fields<RobotsCopy>),
  ),
  rests: z.record(text, number),
} satisfies Fields<Traces>;

const page = z.object({
  kind: z.literal('page'),
  url: text,
  finalUrl: text,
  status: number,
  headers: z.record(text, text),
  contentType: text,
  charset: text,
  charsetFrom: z.enum(CHARSET_ORIGINS),
  copy: z
    .object({ packed: text.transform((base64) => Buffer.from(base64, 'base64')), hash: text })
    .exactOptional(),
  wireBytes: number,
  bytes: number,
  validators: z.object({
    etag: text.exactOptional(),
    lastModified: text.exactOptional(),
  } satisfies Fields<Validators>),
  redirects: z.array(z.object({ from: text, to: text, status: number })),
  fetchedAt: number,
} satisfies Fields<ReadPage>);

const outcome: z.ZodType<ReadOutcome> = z.discriminatedUnion('kind', [
  page,
  z.object({ kind: z.literal('notModified'), url: text }),
  z.object({ kind: z.literal('blocked'), url: text, status: number, why: text }),
  z.object({ kind: z.literal('throttled'), url: text, status: number, retryAt: number }),
  z.object({ kind: z.literal('robotsDisallowed'), url: text, why: text }),
  z.object({ kind: z.literal('gone'), url: text, status: number, why: text }),
  z.object({ kind: z.literal('movedHome'), url: text, to: text }),
  z.object({ kind: z.literal('refused'), url: text, why: text }),
  z.object({ kind: z.literal('failed'), url: text, why: text, status: number.exactOptional() }),
]);

const found = z.object({
  cards: z.array(card),
  next: texts,
  declaredEmpty: z.boolean(),
  beside: z.number().exactOptional(),
  asksToLogIn: z.boolean().exactOptional(),
  boxes: number.exactOptional(),
  datesUnread: number.exactOptional(),
  merged: number.exactOptional(),
  language: text.exactOptional(),
  dropped: number,
  winners: z.record(text, z.array(number)),
  problem: text.exactOptional(),
  cut: text.exactOptional(),
} satisfies Fields<Discovery>);

const post = z.object({
  url: text,
  title: text,
  author: text.exactOptional(),
  published: date,
  modified: date.exactOptional(),
  blocks: z.array(block),
  beside: texts.exactOptional(),
  cut: text.exactOptional(),
  evidence: evidence.exactOptional(),
  language: text.exactOptional(),
  canonicals: texts,
  winners: z.record(text, number),
} satisfies Fields<Post>);
const marks = z.object({
  edition: text,
  telling: z.array(number),
  wording: z.array(number),
} satisfies Fields<Marks>);
const unreadable = z.object({ kind: z.literal('unreadable'), why: text } satisfies Fields<Unreadable>);

const result: z.ZodType<RemoteResult> = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('done'),
    outcome,
    found: found.exactOptional(),
    post: z.union([unreadable, post]).exactOptional(),
    marks: marks.exactOptional(),
    doubt: text.exactOptional(),
    cut: text.exactOptional(),
    stopped: z.boolean().exactOptional(),
    ...traces,
  }),
  z.object({ kind: z.literal('leadsOn'), host: text, ...traces }),
]);

const Version = z.object({ version: text });

/** Pages are the bulk of it, and shrink to a fifth. */
export function encodeResult(remote: RemoteResult): Buffer {
  return zstdCompressSync(JSON.stringify({ version: VERSION, ...remote, ...plainCopy(remote) }));
}

/** A page is packed in bytes, which JSON has none of. */
function plainCopy(remote: RemoteResult): { readonly outcome?: object } {
  if (remote.kind !== 'done' || remote.outcome.kind !== 'page') return {};
  const { copy, ...facts } = remote.outcome;
  if (copy === undefined) return {};
  return { outcome: { ...facts, copy: { ...copy, packed: Buffer.from(copy.packed).toString('base64') } } };
}

/**
 * What a worker answered, checked: it may run another version than this hub.
 * @throws TypeError saying which version wrote it and what is wrong with it.
 */
export function decodeResult(bytes: Buffer): RemoteResult {
  const answer = parse(bytes);
  const checked = result.safeParse(answer);
  if (checked.success) return checked.data;
  const { data } = Version.safeParse(answer);
  const writer = data === undefined ? 'a version that does not name itself' : `version ${data.version}`;
  const why = z
    .prettifyError(checked.error)
    .replaceAll(/\s*\n\s*/g, ' ')
    .slice(0, 500);
  throw new TypeError(
    `the worker runs ${writer}, this hub ${VERSION}, and they do not agree (${why}); run the same version on both`,
  );
}

function parse(bytes: Buffer): unknown {
  try {
    return JSON.parse(zstdDecompressSync(bytes, { maxOutputLength: MOST_BYTES }).toString('utf8'));
  } catch (error) {
    throw new TypeError(`the worker's answer is not packed JSON: ${messageOf(error)}`, { cause: error });
  }
}

import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Catalogue, readCatalogue } from '../catalogue/catalogue.ts';
import type { PublishDeps } from './deps.ts';
import { etagOf, isKnown, type Payload, publicHeaders } from './send.ts';

type Encoding = 'br' | 'gzip';

/** An answer as it was first made, and as it was packed for those who take it so. */
type Answer = Payload & { readonly etag: string; readonly packed: Map<Encoding, Buffer> };

type Answers = { readonly catalogue: Catalogue; readonly byUrl: Map<string, Answer>; bytes: number };

/** Answers of one version are let go when they are more than this; a case page has about 20 KB. */
const MOST_BYTES = 64 * 1024 * 1024;
/** Below this, packing saves nothing worth its time. */
const WORTH_PACKING = 1024;
/** As fast as gzip and a fifth smaller; higher takes many times as long. */
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } };

const kept = new WeakMap<PublishDeps, Answers>();

/**
 * Sends what follows from the catalogue and the address alone. It is made once for each version of the catalogue: whoever asks
 * again is sent the same bytes, or told that their copy is still right.
 */
export function sendKept(
  deps: PublishDeps,
  { request, reply }: { readonly request: FastifyRequest; readonly reply: FastifyReply },
  make: (catalogue: Catalogue) => Payload,
): FastifyReply {
  const answer = answerFor(deps, request.url, make);
  publicHeaders(request, reply, answer);
  if (isKnown(request, answer.etag)) return reply.code(304).send();
  void reply.type(answer.type);
  const encoding = encodingFor(request);
  if (encoding === undefined || answer.body.length < WORTH_PACKING) return reply.send(answer.body);
  return reply.header('content-encoding', encoding).send(packedAs(answer, encoding));
}

function answerFor(deps: PublishDeps, url: string, make: (catalogue: Catalogue) => Payload): Answer {
  const catalogue = readCatalogue(deps.store);
  let answers = kept.get(deps);
  if (answers?.catalogue !== catalogue) kept.set(deps, (answers = { catalogue, byUrl: new Map(), bytes: 0 }));
  const before = answers.byUrl.get(url);
  if (before !== undefined) return before;
  const payload = make(catalogue);
  const answer = { ...payload, etag: etagOf(payload.body), packed: new Map() };
  answers.bytes += payload.body.length + url.length;
  if (answers.bytes > MOST_BYTES) {
    answers.byUrl.clear();
    answers.bytes = 0;
  }
  answers.byUrl.set(url, answer);
  return answer;
}

function encodingFor({ headers }: FastifyRequest): Encoding | undefined {
  const accepted = (headers['accept-encoding'] ?? '')
    .split(',')
    .filter((one) => !/;\s*q=0(?:\.0*)?\s*$/.test(one))
    .map((one) => one.replace(/;.*/, '').trim());
  return (['br', 'gzip'] as const).find((encoding) => accepted.includes(encoding));
}

function packedAs(answer: Answer, encoding: Encoding): Buffer {
  const before = answer.packed.get(encoding);
  if (before !== undefined) return before;
  const body = Buffer.from(answer.body);
  const packed = encoding === 'br' ? brotliCompressSync(body, BROTLI) : gzipSync(body);
  answer.packed.set(encoding, packed);
  return packed;
}

import { defined } from '../base/defined.ts';
import type { Log } from '../base/log.ts';
import { decodeBody } from './body/charset.ts';
import { judgeBody } from './body/content.ts';
import type { Limits } from './limits.ts';
import type { FetchRequest } from './request.ts';
import { factsOf } from './body/facts-of.ts';
import { gunzipFile, inflate } from './body/inflate.ts';
import type { Inflated } from './body/inflate.ts';
import type { FetchOutcome, Page } from '../model/page.ts';
import type { Arrival } from './visits.ts';

/** A body that is not text, or not to be read as such. */
export type BytesPage = Omit<Page, 'kind' | 'charset' | 'charsetFrom' | 'body' | 'bytes'> & {
  readonly kind: 'bytes';
  readonly bytes: Uint8Array;
};

export type ArriveOptions = { readonly limits: Limits; readonly now: () => number; readonly log: Log };

/** Unwraps, decodes and judges an answer: a Page, or why it is not one. */
export async function arriveAsPage(
  arrival: Arrival,
  request: FetchRequest,
  options: ArriveOptions,
): Promise<FetchOutcome> {
  const unwrapped = await unwrap(arrival, options.limits.maxBytes);
  if (!unwrapped.ok) return { kind: 'failed', url: arrival.url, status: arrival.status, why: unwrapped.why };
  const decoded = decodeBody(unwrapped.bytes, arrival.headers['content-type'] ?? '');
  if (decoded.lost > 0)
    options.log('fetch.charactersLost', {
      url: arrival.finalUrl,
      charset: decoded.charset,
      lost: decoded.lost,
    });
  const page: Page = {
    ...factsOf(arrival),
    kind: 'page',
    charset: decoded.charset,
    charsetFrom: decoded.charsetFrom,
    body: decoded.text,
    bytes: unwrapped.bytes.length,
  };
  return judgePage(page, request, options.now());
}

/** Whether a page is what was asked for: itself, or what it is instead. `now`: Unix ms. */
export function judgePage(page: Page, request: FetchRequest, now: number): FetchOutcome {
  const { title } = request;
  return judgeBody({ ...page, expect: expectOf(request), ...defined({ title }), now }) ?? page;
}

/** Unwraps Content-Encoding only. */
export async function arriveAsBytes(
  arrival: Arrival,
  { maxBytes }: Limits,
): Promise<BytesPage | Exclude<FetchOutcome, Page>> {
  const { url, status, headers, wire } = arrival;
  const inflated = await inflate(wire, headers['content-encoding'] ?? '', maxBytes);
  if (!inflated.ok) return { kind: 'failed', url, status, why: inflated.why };
  return { ...factsOf(arrival), kind: 'bytes', bytes: inflated.bytes };
}

async function unwrap({ wire, headers }: Arrival, maxBytes: number): Promise<Inflated> {
  const encodings = headers['content-encoding'];
  const inflated: Inflated =
    encodings === undefined ? { ok: true, bytes: wire } : await inflate(wire, encodings, maxBytes);
  const whole = inflated.ok ? await gunzipFile(inflated.bytes, maxBytes) : inflated;
  return whole.ok && whole.bytes.length > maxBytes
    ? { ok: false, why: `larger than ${maxBytes} bytes` }
    : whole;
}

function expectOf({ expect, accept = 'html', render }: FetchRequest): 'post' | 'listing' | 'machine' {
  if (render !== undefined) return expect ?? 'listing';
  return expect ?? (accept === 'html' || accept === 'any' ? 'post' : 'machine');
}

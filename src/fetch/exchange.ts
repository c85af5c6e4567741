import { Agent } from 'undici';
import type { Dispatcher } from 'undici';
import { messageOf } from '../base/errors.ts';
import { AddressRefused, guardedConnector } from './connector.ts';
import type { ConnectorOptions } from './connector.ts';
import type { Limits } from './limits.ts';
import { BodyPieces } from './body-pieces.ts';

/** One answer as it came over the wire, or why none did. */
export type Reply =
  | {
      readonly kind: 'reply';
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly wire: Buffer;
    }
  | { readonly kind: 'refused'; readonly why: string }
  | { readonly kind: 'broken'; readonly why: string };

export type Exchange = {
  /** One GET, no redirects followed. Never rejects. */
  get(url: URL, headers: Readonly<Record<string, string>>, limits: Limits): Promise<Reply>;
  close(): Promise<void>;
};

/** OpenSSL's words for a certificate whose issuer neither came with it nor is known here. */
const INCOMPLETE = /^UNABLE_TO_(?:VERIFY_LEAF_SIGNATURE|GET_ISSUER_CERT_LOCALLY)$/;
const INCOMPLETE_CHAIN =
  'the server sends its certificate without the intermediate certificate that vouches for it: the site must add it, or NODE_EXTRA_CA_CERTS name a file that holds it';
const MOST_HEADER_BYTES = 32 * 1024;
const IDLE_MS = 10_000;

/** Keeps connections alive between requests of the same host; every new one goes through the guard. */
export function createExchange(connector: ConnectorOptions): Exchange {
  const agent = new Agent({
    connect: guardedConnector(connector),
    allowH2: false,
    pipelining: 1,
    maxHeaderSize: MOST_HEADER_BYTES,
    headersTimeout: 0,
    bodyTimeout: IDLE_MS,
  });
  return {
    get: (url, headers, limits) => getOnce(agent, { url, headers }, limits),
    close: () => agent.destroy(),
  };
}

type Asked = { readonly url: URL; readonly headers: Readonly<Record<string, string>> };

function getOnce(agent: Agent, { url, headers }: Asked, limits: Limits): Promise<Reply> {
  const { promise, resolve } = Promise.withResolvers<Reply>();
  const receiver = new Receiver(limits, resolve);
  try {
    agent.dispatch({ origin: url.origin, path: url.pathname + url.search, method: 'GET', headers }, receiver);
  } catch (error) {
    receiver.onResponseError(undefined, error);
  }
  return promise;
}

/**
 * The largest body line by line comes in half as many pieces. Each is a call and an object, whatever it holds: five megabytes a byte at a time kept
 * a server from all else for a third of a second at once.
 */
const MOST_PIECES = 200_000;

/**
 * Collects one answer, and lets go of it as soon as it grows too large or too slow. A class because undici calls it
 * by method while it lives: a plain dispatch handler costs less than a stream a response.
 */
class Receiver implements Dispatcher.DispatchHandler {
  readonly #settle: (reply: Reply) => void;
  readonly #maxBytes: number;
  readonly #timers: readonly NodeJS.Timeout[];
  readonly #pieces = new BodyPieces();
  #controller: Dispatcher.DispatchController | undefined;
  #bytes = 0;
  #status = 0;
  #headers: Readonly<Record<string, string>> = {};
  #done = false;

  constructor(limits: Limits, settle: (reply: Reply) => void) {
    this.#settle = settle;
    this.#maxBytes = limits.maxBytes;
    const late = (what: string) => () => this.#giveUp(`no ${what} in time`);
    this.#timers = [
      setTimeout(late('answer'), Math.min(limits.headersMs, limits.totalMs)),
      setTimeout(late('end of the body'), limits.totalMs),
    ];
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#done) controller.abort(new Error('given up before it was sent'));
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: Readonly<Record<string, string | string[] | undefined>>,
  ): void {
    if (status < 200) return;
    clearTimeout(this.#timers[0]);
    this.#status = status;
    this.#headers = joinHeaders(headers);
    if (Number(this.#headers['content-length'] ?? 0) > this.#maxBytes) this.#overflow();
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#bytes += chunk.length;
    if (this.#bytes > this.#maxBytes) return this.#overflow();
    if (!this.#done) this.#pieces.add(chunk);
    if (this.#pieces.came > MOST_PIECES) this.#giveUp(`its body came in more than ${MOST_PIECES} pieces`);
  }

  onResponseEnd(): void {
    this.#finish(this.#reply());
  }

  onResponseError(_controller: unknown, error: unknown): void {
    const why = INCOMPLETE.test(codeOf(error))
      ? `${INCOMPLETE_CHAIN} (${messageOf(error)})`
      : messageOf(error);
    this.#finish({ kind: error instanceof AddressRefused ? 'refused' : 'broken', why });
  }

  /** What a redirect or an error page says is in its headers; only a page is lost when it is too large. */
  #overflow(): void {
    if (this.#status < 300) return this.#giveUp(`larger than ${this.#maxBytes} bytes`);
    this.#pieces.clear();
    this.#finish(this.#reply());
    this.#controller?.abort(new Error('too large'));
  }

  #giveUp(why: string): void {
    this.#finish({ kind: 'broken', why });
    this.#controller?.abort(new Error(why));
  }

  #reply(): Reply {
    return { kind: 'reply', status: this.#status, headers: this.#headers, wire: this.#pieces.whole() };
  }

  #finish(reply: Reply): void {
    if (this.#done) return;
    this.#done = true;
    for (const timer of this.#timers) clearTimeout(timer);
    this.#pieces.clear();
    this.#settle(reply);
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

function joinHeaders(
  headers: Readonly<Record<string, string | string[] | undefined>>,
): Readonly<Record<string, string>> {
  const joined: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers))
    if (value !== undefined) joined[name] = typeof value === 'string' ? value : value.join(', ');
  return joined;
}

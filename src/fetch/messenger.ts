import { Agent, type Dispatcher } from 'undici';
import { messageOf } from '../base/errors.ts';
import { checkUrl } from './address-guard.ts';
import { guardedConnector, type Resolve, systemResolve } from './connector.ts';

/** What came of a message: whether somebody took it. */
export type Sent = { readonly ok: true } | { readonly ok: false; readonly why: string };

/**
 * Sends word to addresses that whoever runs this has set: webhooks, a heartbeat. The same guard as for every other
 * request; robots.txt and pauses are for pages that we read, and do not apply. Redirects are not followed.
 */
export type Messenger = {
  postJson(url: string, body: object): Promise<Sent>;
  /** A bare GET: for whoever watches that we are alive. */
  ping(url: string): Promise<Sent>;
  close(): Promise<void>;
};

export type MessengerOptions = {
  /** `host:port` pairs let through the private-address guard. */
  readonly allowHosts: readonly string[];
  readonly agent: string;
  readonly timeoutMs?: number;
  readonly resolve?: Resolve;
};

/** Makes a messenger; its calls never reject. */
export function createMessenger(options: MessengerOptions): Messenger {
  const { timeoutMs = 10_000, resolve = systemResolve } = options;
  const allowHosts = new Set(options.allowHosts.map((host) => host.toLowerCase()));
  const connect = guardedConnector({ allowHosts, resolve, timeoutMs: Math.ceil(timeoutMs / 2) });
  const agent = new Agent({ connect, allowH2: false, headersTimeout: timeoutMs, bodyTimeout: timeoutMs });
  const send = async (address: string, request: Message): Promise<Sent> => {
    const checked = checkUrl(address, allowHosts);
    if (!checked.ok) return { ok: false, why: checked.why };
    const { origin, pathname, search } = checked.url;
    const headers = { 'user-agent': options.agent, ...request.headers };
    return sendOnce(agent, { ...request, origin, path: pathname + search, headers }, timeoutMs);
  };
  return {
    postJson: (url, body) =>
      send(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    ping: (url) => send(url, { method: 'GET', headers: {} }),
    close: () => agent.destroy(),
  };
}

type Message = {
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
};

async function sendOnce(agent: Agent, request: Dispatcher.RequestOptions, timeoutMs: number): Promise<Sent> {
  try {
    const { statusCode, body } = await agent.request({ ...request, signal: AbortSignal.timeout(timeoutMs) });
    await body.dump();
    return statusCode >= 200 && statusCode < 300
      ? { ok: true }
      : { ok: false, why: `the server answered ${statusCode}` };
  } catch (error) {
    return { ok: false, why: messageOf(error) };
  }
}

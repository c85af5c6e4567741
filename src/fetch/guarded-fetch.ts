import { Agent, type BodyInit, fetch as undiciFetch } from 'undici';
import { checkUrl } from './address-guard.ts';
import { guardedConnector, systemResolve } from './connector.ts';

/** As much of the WHATWG `fetch` as a library that speaks a protocol of its own asks for. */
export type GuardedFetch = (
  address: string,
  options: {
    readonly method: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body?: BodyInit | null | undefined;
    readonly signal?: AbortSignal | undefined;
  },
) => Promise<Response>;

const TIMEOUT_MS = 10_000;

/**
 * A `fetch` for libraries that bring their own protocol (OpenID Connect): the same guard and the same sockets as for
 * every other request, no redirects, ten seconds. Rejects when the guard or the network refuses.
 */
export function guardedFetch(allowed: readonly string[]): GuardedFetch {
  const allowHosts = new Set(allowed.map((host) => host.toLowerCase()));
  const connect = guardedConnector({ allowHosts, resolve: systemResolve, timeoutMs: TIMEOUT_MS });
  const dispatcher = new Agent({
    connect,
    allowH2: false,
    headersTimeout: TIMEOUT_MS,
    bodyTimeout: TIMEOUT_MS,
  });
  return async (address, { method, headers, body, signal }) => {
    const checked = checkUrl(address, allowHosts);
    if (!checked.ok) throw new TypeError(`${address} is not asked: ${checked.why}`);
    const answer = await undiciFetch(address, {
      dispatcher,
      redirect: 'error',
      method,
      headers: { ...headers },
      body: body ?? null,
      signal: signal ?? AbortSignal.timeout(TIMEOUT_MS),
    });
    const bytes = await answer.arrayBuffer();
    const isBodiless = answer.status === 204 || answer.status === 304;
    return new Response(isBodiless ? null : bytes, { status: answer.status, headers: [...answer.headers] });
  };
}

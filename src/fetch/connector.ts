import dns from 'node:dns/promises';
import net from 'node:net';
import { buildConnector } from 'undici';
import { messageOf } from '../base/errors.ts';
import { bareHost, checkAddress } from './address-guard.ts';

/** Looks a name up: every address it has, as text. Rejects when there is none. */
export type Resolve = (host: string) => Promise<readonly string[]>;

export type ConnectorOptions = {
  readonly allowHosts: ReadonlySet<string>;
  readonly resolve: Resolve;
  /** For looking up and connecting, each attempt. */
  readonly timeoutMs: number;
};

// A name with many addresses must not hold a slot for the sum of their time-outs.
const MOST_ADDRESSES = 3;

/** Thrown into the request when a name turns out to live where we may not go. */
export class AddressRefused extends Error {}

/** The system's resolver. */
export async function systemResolve(host: string): Promise<readonly string[]> {
  const found = await dns.lookup(host, { all: true });
  return found.map(({ address }) => address);
}

/**
 * The only way to a socket: resolves the name once, refuses it when any of its answers is not public, and dials an
 * address out of those same answers, so that no second look-up can be told something else (DNS rebinding).
 */
export function guardedConnector(options: ConnectorOptions): buildConnector.connector {
  const dial = buildConnector({ timeout: options.timeoutMs, allowH2: false, keepAlive: true });
  return (target, settle) => {
    void connect(target, options, dial).then(
      (socket) => settle(null, socket),
      (error: unknown) => settle(error instanceof Error ? error : new Error(messageOf(error)), null),
    );
  };
}

type Socket = NonNullable<Parameters<buildConnector.Callback>[1]>;

async function connect(
  target: buildConnector.Options,
  options: ConnectorOptions,
  dial: buildConnector.connector,
): Promise<Socket> {
  const host = bareHost(target.hostname);
  const addresses = await checkedAddresses(host, portOf(target), options);
  let failure: unknown = new Error(`${host} has no address`);
  for (const address of addresses.slice(0, MOST_ADDRESSES)) {
    try {
      return await dialOne(address, target, dial);
    } catch (error) {
      failure = error;
    }
  }
  throw failure;
}

/** The addresses of a host, all of them fit to be dialled. @throws AddressRefused, or what the look-up threw. */
export async function checkedAddresses(
  host: string,
  port: string,
  options: ConnectorOptions,
): Promise<readonly string[]> {
  const found =
    net.isIP(host) === 0 ? await withinTime(options.resolve(host), options.timeoutMs, host) : [host];
  const key = net.isIPv6(host) ? `[${host}]:${port}` : `${host}:${port}`;
  if (options.allowHosts.has(key)) return found;
  const bad = found.find((address) => !checkAddress(address));
  if (bad !== undefined) throw new AddressRefused(`${host} is at ${bad}, which is not a public address`);
  return found;
}

function dialOne(
  address: string,
  target: buildConnector.Options,
  dial: buildConnector.connector,
): Promise<Socket> {
  const { promise, resolve, reject } = Promise.withResolvers<Socket>();
  const { servername, ...rest } = target;
  // The certificate is checked against the name, though the number is dialled.
  const named = target.protocol === 'https:' && servername !== undefined ? { servername } : {};
  dial({ ...rest, ...named, hostname: address }, (error, socket) => {
    if (error === null) resolve(socket);
    else reject(error);
  });
  return promise;
}

function portOf(target: buildConnector.Options): string {
  return target.port === '' ? (target.protocol === 'https:' ? '443' : '80') : target.port;
}

async function withinTime<T>(work: Promise<T>, ms: number, host: string): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`looking up ${host} took too long`)), ms);
  try {
    return await Promise.race([work, promise]);
  } finally {
    clearTimeout(timer);
  }
}

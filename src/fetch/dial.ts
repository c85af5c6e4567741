import net from 'node:net';
import { bareHost } from './address-guard.ts';
import { checkedAddresses, type ConnectorOptions } from './connector.ts';

const MOST_ADDRESSES = 3;

/**
 * Opens a plain socket to a host, by the same rules as every request of ours: the numbers that were checked are those that are dialled.
 * @throws AddressRefused, or why none of its addresses answered in time.
 */
export async function dial(url: URL, port: string, options: ConnectorOptions): Promise<net.Socket> {
  const host = bareHost(url.hostname);
  const addresses = await checkedAddresses(host, port, options);
  let failure: unknown = new Error(`${host} has no address`);
  for (const address of addresses.slice(0, MOST_ADDRESSES)) {
    try {
      return await dialOne(address, Number(port), options.timeoutMs);
    } catch (error) {
      failure = error;
    }
  }
  throw failure;
}

async function dialOne(host: string, port: number, timeoutMs: number): Promise<net.Socket> {
  const socket = net.connect({ host, port });
  const { promise, resolve, reject } = Promise.withResolvers<net.Socket>();
  const timer = setTimeout(() => socket.destroy(new Error(`${host} did not answer in time`)), timeoutMs);
  socket.once('connect', () => resolve(socket));
  socket.once('error', reject);
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
  }
}

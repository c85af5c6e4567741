import net from 'node:net';

// Tests must pass with no network, and must never touch one: any other address is a bug in the test.
const dial = net.Socket.prototype.connect;
net.Socket.prototype.connect = function connect(this: net.Socket, ...args: unknown[]) {
  const first = Array.isArray(args[0]) ? (args[0] as unknown[])[0] : args[0];
  const host =
    typeof first === 'object' && first !== null && 'host' in first ? String(first.host) : undefined;
  if (host !== undefined && !/^(localhost|127\.\d+\.\d+\.\d+|::1|\[::1\])$/.test(host))
    throw new Error(`a test tried to connect to ${host}; tests speak to loopback only`);
  return (dial as (...rest: unknown[]) => net.Socket).apply(this, args);
} as typeof dial;

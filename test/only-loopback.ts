import net from 'node:net';

// Tests must pass with no network, and must never touch one: any other address is a bug in the test.
const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|::1|\[::1\])$/;

const GUARDED = Symbol.for('lamplighter.only-loopback');
// Files of one worker share the socket: it is guarded once.
if (!Object.hasOwn(net.Socket.prototype, GUARDED)) guard();

function guard(): void {
  Object.defineProperty(net.Socket.prototype, GUARDED, { value: true });
  net.Socket.prototype.connect = new Proxy(net.Socket.prototype.connect, {
    apply(dial, socket: net.Socket, args: unknown[]) {
      const first: unknown = Array.isArray(args[0]) ? args[0][0] : args[0];
      const host = typeof first === 'object' && first !== null && 'host' in first ? String(first.host) : '';
      if (host !== '' && !LOOPBACK.test(host))
        throw new Error(`a test tried to connect to ${host}; tests speak to loopback only`);
      return Reflect.apply(dial, socket, args);
    },
  });
}

import net from 'node:net';
import type { AddressInfo } from 'node:net';

/** Counts every connection and says what came over it. */
export async function canary() {
  const heard: string[] = [];
  const server = net.createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', (data) => heard.push(data.toString('latin1').split('\r\n', 1)[0] ?? ''));
    socket.on('data', () => {
      const body = '<!doctype html><title>Secret</title>';
      socket.end(
        `HTTP/1.1 200 OK\r\ncontent-type: text/html\r\naccess-control-allow-origin: *\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { heard, server, port: (server.address() as AddressInfo).port };
}

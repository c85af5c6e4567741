import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';

/** A mail server on loopback that takes every letter (RFC 5321), and what it was told, line by line. */
export async function openMailServer() {
  const lines: string[] = [];
  const server = createServer((socket) => {
    let isBody = false;
    socket.write('220 here\r\n');
    socket.on('data', (chunk) => {
      for (const line of String(chunk).split('\r\n')) {
        lines.push(line);
        if (isBody) {
          if (line === '.') {
            isBody = false;
            socket.write('250 taken\r\n');
          }
        } else if (/^(EHLO|HELO|MAIL|RCPT)/.test(line)) socket.write('250 ok\r\n');
        else if (line === 'DATA') {
          isBody = true;
          socket.write('354 go on\r\n');
        } else if (line === 'QUIT') socket.end('221 bye\r\n');
      }
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    lines,
    [Symbol.asyncDispose]: async () => void server.close(),
  };
}

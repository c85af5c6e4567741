import type { FastifyRequest } from 'fastify';
import { isSameSecret } from '../web/signed.ts';

const OWN = /^(?:127\.\d+\.\d+\.\d+|::1|::ffff:127\.\d+\.\d+\.\d+)$/;

/**
 * Whether a request may read the figures: it comes from this machine and went through no proxy (whoever is behind one that nobody
 * trusts looks as if they were here), or it shows the token.
 */
export function mayReadFigures({ ip, socket, headers }: FastifyRequest, token: string | undefined): boolean {
  const { authorization = '' } = headers;
  if (token !== undefined && authorization !== '') return isSameSecret(authorization, `Bearer ${token}`);
  const wentThrough = headers['x-forwarded-for'] ?? headers.forwarded ?? headers['x-real-ip'];
  if (wentThrough !== undefined) return ip !== socket.remoteAddress && OWN.test(ip);
  return OWN.test(ip);
}

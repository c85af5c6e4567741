import type { FastifyReply } from 'fastify';
import { sendProblem } from '../web/shell.ts';
import type { AccountDeps } from './deps.ts';

/** Says that a link which opens something once does not any more (410). */
export async function refuseSpent(
  deps: Pick<AccountDeps, 'views'>,
  reply: FastifyReply,
  what: 'invitation' | 'link',
): Promise<FastifyReply> {
  const say = `This ${what} was used already, was taken back, or is too old. Ask an administrator for a new one.`;
  await sendProblem(reply, deps.views, 410, say);
  return reply;
}

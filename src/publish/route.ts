import type { FastifyReply, FastifyRequest } from 'fastify';

/** How one address is answered. */
export type Handler = (request: FastifyRequest, reply: FastifyReply) => FastifyReply | Promise<FastifyReply>;

/** Addresses as `GET /search` with what answers them. */
export type Routes = Readonly<Record<string, Handler>>;

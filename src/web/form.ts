import type { FastifyInstance, FastifyRequest } from 'fastify';

/** Teaches an app to read plain HTML forms: a body becomes URLSearchParams, of at most Fastify's own limit of 1 MiB. */
export function readForms(app: FastifyInstance): void {
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    (_request, body, done) => done(null, new URLSearchParams(body.toString())),
  );
}

/** The fields of a posted form; none when the body was no form. */
export function formOf(request: FastifyRequest): URLSearchParams {
  return request.body instanceof URLSearchParams ? request.body : new URLSearchParams();
}

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

/** A field's text, trimmed and with lines ended alike; '' when it is missing. */
export function field(form: URLSearchParams, name: string): string {
  return (form.get(name) ?? '').replaceAll('\r\n', '\n').trim();
}

/** The query string of a request. */
export function queryOf(request: FastifyRequest): URLSearchParams {
  const at = request.url.indexOf('?');
  return new URLSearchParams(at === -1 ? '' : request.url.slice(at + 1));
}

/** A parameter of the path, such as `id` of `/desk/:id`; '' when the route has none. */
export function pathParam(request: FastifyRequest, name: string): string {
  const params: unknown = request.params;
  if (typeof params !== 'object' || params === null || !(name in params)) return '';
  return String(Reflect.get(params, name));
}

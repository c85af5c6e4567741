import { errorCodes, type FastifyInstance, type FastifyRequest } from 'fastify';

/** One click of a mail program has a line in its body. */
const CLICK_BYTES = 65_536;

/** Teaches an app to read plain HTML forms: a body becomes URLSearchParams, of at most Fastify's own limit of 1 MiB. */
export function readForms(app: FastifyInstance): void {
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    (_request, body, done) => done(null, new URLSearchParams(body.toString())),
  );
}

/**
 * Lets one click come as `multipart/form-data`, as mail programs may send it (RFC 8058, 3.1): all that it says is in its address, so
 * its body is read and dropped. Sent anywhere else, such a body is refused as every other that we do not read.
 */
export function readClicks(app: FastifyInstance, isClick: (request: FastifyRequest) => boolean): void {
  app.addContentTypeParser(
    'multipart/form-data',
    { parseAs: 'string', bodyLimit: CLICK_BYTES },
    (request, _body, done) =>
      isClick(request)
        ? done(null, new URLSearchParams())
        : done(new errorCodes.FST_ERR_CTP_INVALID_MEDIA_TYPE('multipart/form-data')),
  );
}

/** The fields of a posted form; none when the body was no form. */
export function formOf(request: FastifyRequest): URLSearchParams {
  return request.body instanceof URLSearchParams ? request.body : new URLSearchParams();
}

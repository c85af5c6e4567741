import type { FastifyReply, FastifyRequest } from 'fastify';
import { readCatalogue } from '../catalogue/catalogue.ts';
import type { Entry } from '../catalogue/entry.ts';
import { suggestionBySecret } from '../store/suggestions.ts';
import { field, formOf, pathParam, queryOf } from '../web/form.ts';
import { sendProblem } from '../web/shell.ts';
import { sendPage } from '../web/views.ts';
import type { PublishDeps } from './deps.ts';
import { formToken, judgeToken, senderOf } from './form-token.ts';
import type { Routes } from '../web/shell.ts';
import { fateOf, hashSecret, takeMessage } from './suggest.ts';

type Kind = 'suggestion' | 'report';

/** "Know a better one?" and "report a problem": forms for everybody, so with care. */
export function formRoutes(deps: PublishDeps): Routes {
  return {
    'GET /suggest': (request, reply) =>
      sendPage(reply, formPage(deps, 'suggestion', entryOf(deps, queryOf(request).get('about') ?? ''))),
    'POST /suggest': (request, reply) =>
      take(deps, 'suggestion', entryOf(deps, field(formOf(request), 'about')), { request, reply }),
    'GET /case/:name/report': async (request, reply) => {
      const entry = entryOf(deps, pathParam(request, 'name'));
      return entry === undefined ? missing(deps, reply) : sendPage(reply, formPage(deps, 'report', entry));
    },
    'POST /case/:name/report': async (request, reply) => {
      const entry = entryOf(deps, pathParam(request, 'name'));
      return entry === undefined ? missing(deps, reply) : take(deps, 'report', entry, { request, reply });
    },
    'GET /suggestion/:secret': async (request, reply) => {
      const message = suggestionBySecret(deps.store, hashSecret(pathParam(request, 'secret')));
      if (message === undefined) return missing(deps, reply);
      const fate = fateOf(deps.store, message);
      // The address is a secret of its sender: it is told to nobody we link to.
      void reply.header('referrer-policy', 'no-referrer').header('x-robots-tag', 'noindex');
      return sendPage(reply, deps.views('catalogue/fate.njk', { title: 'What became of it', message, fate }));
    },
  };
}

function entryOf(deps: PublishDeps, text: string): Entry | undefined {
  const entry = readCatalogue(deps.store).byId.get(
    /^[1-9]\d{0,14}(?=-|$)/.test(text) ? parseInt(text, 10) : -1,
  );
  return entry?.withdrawn === null ? entry : undefined;
}

type Shown = {
  readonly url: string;
  readonly note: string;
  readonly problem?: { field: string; say: string };
};

function formPage(
  deps: PublishDeps,
  kind: Kind,
  about: Entry | undefined,
  shown: Shown = { url: '', note: '' },
): string {
  return deps.views('catalogue/suggest.njk', {
    title: kind === 'report' ? 'Report a problem' : 'Suggest a case study',
    section: kind === 'report' ? '' : 'suggest',
    kind,
    about,
    shown,
    action: kind === 'report' ? `/case/${about?.id ?? 0}/report` : '/suggest',
    mark: formToken(deps.secret, deps.now()),
  });
}

async function take(
  deps: PublishDeps,
  kind: Kind,
  about: Entry | undefined,
  { request, reply }: { readonly request: FastifyRequest; readonly reply: FastifyReply },
): Promise<FastifyReply> {
  const form = formOf(request);
  const [url, note] = [field(form, 'url'), field(form, 'note')];
  const again = (status: number, say: string, at = 'form') =>
    sendPage(reply.code(status), formPage(deps, kind, about, { url, note, problem: { field: at, say } }));
  // Only machines fill in what nobody sees; they are told nothing new.
  if (field(form, 'website') !== '') return sendPage(reply, thanks(deps, undefined));
  const token = judgeToken(deps.secret, field(form, 'mark'), deps.now());
  if (token !== 'good')
    return again(
      400,
      token === 'hasty'
        ? 'That was quick. To tell people from machines we ask you to wait a moment and send it again.'
        : 'This form had been open for too long. Please send it again.',
    );
  const entryId = about?.id ?? null;
  const taken = takeMessage(deps, { kind, url, note, entryId, sender: senderOf(deps.secret, request.ip) });
  switch (taken.kind) {
    case 'queued':
      return sendPage(reply, thanks(deps, taken.secret));
    case 'invalid':
      return again(400, taken.say, taken.field);
    case 'known':
      return sendPage(reply, deps.views('catalogue/known.njk', { title: 'We know this one', taken }));
    case 'limited':
      return again(429, 'We have had many of these from your network, or today. Please come back later.');
  }
}

function thanks(deps: PublishDeps, secret: string | undefined): string {
  return deps.views('catalogue/thanks.njk', {
    title: 'Thank you',
    href: secret === undefined ? '' : `${deps.publicUrl}/suggestion/${secret}`,
  });
}

async function missing(deps: PublishDeps, reply: FastifyReply): Promise<FastifyReply> {
  await sendProblem(reply, deps.views, 404, 'There is nothing at this address.');
  return reply;
}

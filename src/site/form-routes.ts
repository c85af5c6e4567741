import type { FastifyReply } from 'fastify';
import * as z from 'zod';
import { readCatalogue } from '../catalogue/catalogue.ts';
import { caseNumber, type Entry } from '../catalogue/entry.ts';
import { suggestionBySecret } from '../store/suggestions.ts';
import { text } from '../web/fields.ts';
import { sendProblem } from '../web/shell.ts';
import { sendPage } from '../web/views.ts';
import type { PublishDeps } from './deps.ts';
import { formToken, judgeToken, senderOf } from './form-token.ts';
import { ANYBODY, type Call, GET_BY_ANYBODY, route, type Route } from '../web/route.ts';
import { Named } from './inputs.ts';
import { fateOf, hashSecret, takeMessage } from './suggest.ts';

type Kind = 'suggestion' | 'report';

const Message = z.object({ url: text, note: text, website: text, mark: text, about: text });
const BY_ANYBODY = { access: 'public', principals: ANYBODY } as const;

/** "Know a better one?" and "report a problem": forms for everybody, so with care. */
export function formRoutes(deps: PublishDeps): readonly Route[] {
  return [
    route({
      ...GET_BY_ANYBODY,
      path: '/suggest',
      query: z.object({ about: text }),
      handle: ({ query, reply }) => sendPage(reply, formPage(deps, 'suggestion', entryOf(deps, query.about))),
    }),
    route({
      ...BY_ANYBODY,
      method: 'POST',
      path: '/suggest',
      body: Message,
      handle: (call) => take(deps, 'suggestion', entryOf(deps, call.body.about), call),
    }),
    route({
      ...GET_BY_ANYBODY,
      path: '/case/:name/report',
      params: Named,
      handle: async ({ params, reply }) => {
        const entry = entryOf(deps, params.name);
        return entry === undefined ? missing(deps, reply) : sendPage(reply, formPage(deps, 'report', entry));
      },
    }),
    route({
      ...BY_ANYBODY,
      method: 'POST',
      path: '/case/:name/report',
      params: Named,
      body: Message,
      handle: async (call) => {
        const entry = entryOf(deps, call.params.name);
        return entry === undefined ? missing(deps, call.reply) : take(deps, 'report', entry, call);
      },
    }),
    route({
      ...GET_BY_ANYBODY,
      path: '/suggestion/:secret',
      params: z.object({ secret: z.string() }),
      handle: async ({ params, reply }) => {
        const message = suggestionBySecret(deps.store, hashSecret(params.secret));
        if (message === undefined) return missing(deps, reply);
        const fate = fateOf(deps.store, message);
        // The address is a secret of its sender: it is told to nobody we link to.
        void reply.header('referrer-policy', 'no-referrer').header('x-robots-tag', 'noindex');
        return sendPage(
          reply,
          deps.views('catalogue/fate.njk', { title: 'What became of it', message, fate }),
        );
      },
    }),
  ];
}

function entryOf(deps: PublishDeps, name: string): Entry | undefined {
  const entry = readCatalogue(deps.store).byId.get(caseNumber(name))?.entry;
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
  { body, request, reply }: Call<unknown, unknown, z.infer<typeof Message>>,
): Promise<FastifyReply> {
  const { url, note } = body;
  const again = (status: number, say: string, at = 'form') =>
    sendPage(reply.code(status), formPage(deps, kind, about, { url, note, problem: { field: at, say } }));
  // Only machines fill in what nobody sees; they are told nothing new.
  if (body.website !== '') return sendPage(reply, thanks(deps, undefined));
  const token = judgeToken(deps.secret, body.mark, deps.now());
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

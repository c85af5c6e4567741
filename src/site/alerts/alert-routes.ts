import type { FastifyReply } from 'fastify';
import * as z from 'zod';
import { DAY } from '../../base/durations.ts';
import { type Filters, filterQuery, filtersIn } from '../../catalogue/filters.ts';
import { addAlert, type Alert, alertById, confirmAlert, forgetAlert } from '../../store/alerts.ts';
import { text, textUpTo } from '../../web/fields.ts';
import { ANYBODY, type Call, GET_BY_ANYBODY, route, type Route } from '../../web/route.ts';
import { sendProblem } from '../../web/shell.ts';
import { sendPage } from '../../web/views.ts';
import type { PublishDeps } from '../deps.ts';
import { formToken, judgeToken, senderOf } from '../form-token.ts';
import { filterWords, withFilters } from '../inputs.ts';
import { searchTitle } from '../search-page.ts';
import type { SendLetter } from '../../model/letter.ts';
import { alertPath, askingLetter, readAlertToken } from './letters.ts';

const Wish = z.object({ email: textUpTo(254), query: textUpTo(1500), website: text, mark: text });
const Token = z.object({ token: z.string() });
const BY_ANYBODY = { method: 'POST', access: 'public', principals: ANYBODY } as const;

/** Letters about new case studies that fit a search: asking for them, saying yes, ending them. None where no mail can be sent. */
export function alertRoutes(deps: PublishDeps): readonly Route[] {
  const { sendMail } = deps;
  if (sendMail === undefined) return [];
  return [
    route({
      ...GET_BY_ANYBODY,
      path: '/alert',
      query: z.object(filterWords).transform(withFilters),
      handle: ({ query, reply }) => sendPage(reply, wishPage(deps, { filters: query.filters, email: '' })),
    }),
    route({
      ...BY_ANYBODY,
      path: '/alert',
      body: Wish,
      handle: (call) => takeWish(deps, sendMail, call),
    }),
    route({
      ...GET_BY_ANYBODY,
      path: '/alert/:token',
      params: Token,
      // A program that looks through letters opens every link: only a pressed button says anything.
      handle: async ({ params, reply }) => {
        const alert = alertOf(deps, params.token);
        return alert === undefined ? gone(deps, reply) : sendPrivate(deps, reply, alert);
      },
    }),
    route({
      ...BY_ANYBODY,
      path: '/alert/:token/confirm',
      params: Token,
      handle: async ({ params, reply }) => {
        const alert = alertOf(deps, params.token);
        if (alert === undefined) return gone(deps, reply);
        confirmAlert(deps.store, alert.id, deps.now());
        return reply.redirect(alertPath(deps.secret, alert.id), 303);
      },
    }),
    route({
      ...BY_ANYBODY,
      path: '/alert/:token/stop',
      params: Token,
      fromAnywhere: true,
      handle: async ({ params, reply }) => {
        const id = readAlertToken(deps.secret, params.token);
        if (id === undefined) return gone(deps, reply);
        forgetAlert(deps.store, id);
        return sendPage(
          reply,
          deps.views('catalogue/alert-said.njk', {
            title: 'No more letters',
            say: 'These letters have ended, and your address is forgotten.',
          }),
        );
      },
    }),
  ];
}

type Shown = { readonly filters: Filters; readonly email: string; readonly problem?: string };

function wishPage(deps: PublishDeps, { filters, email, problem }: Shown): string {
  return deps.views('catalogue/alert.njk', {
    title: 'Letters about new case studies',
    about: titleOf(deps, filters),
    query: queryOf(filters),
    email,
    problem,
    mark: formToken(deps.secret, deps.now()),
  });
}

async function takeWish(
  deps: PublishDeps,
  send: SendLetter,
  { body, request, reply }: Call<unknown, unknown, z.infer<typeof Wish>>,
): Promise<FastifyReply> {
  const filters = filtersIn(body.query);
  const again = (status: number, problem: string) =>
    sendPage(reply.code(status), wishPage(deps, { filters, email: body.email, problem }));
  // Only machines fill in what nobody sees; they are told nothing new.
  if (body.website !== '') return sendPage(reply, askedPage(deps));
  if (judgeToken(deps.secret, body.mark, deps.now()) !== 'good')
    return again(400, 'To tell people from machines we ask you to wait a moment and send it again.');
  if (!z.email().safeParse(body.email).success)
    return again(400, 'Give an e-mail address, such as name@example.org.');
  const wish = {
    email: body.email.toLowerCase(),
    query: queryOf(filters),
    title: titleOf(deps, filters),
    sender: senderOf(deps.secret, request.ip),
    at: deps.now(),
  };
  const limits = { since: deps.now() - DAY, perSender: 10, perEmail: 5, total: 300 };
  const kept = addAlert(deps.store, wish, limits);
  if (kept.kind === 'limited')
    return again(429, 'We have had many of these from your network, or today. Please come back tomorrow.');
  // Whether an address is known to us is nobody else's business: the answer is the same.
  if (kept.kind === 'asked') return sendPage(reply, askedPage(deps));
  const fault = await send(askingLetter(deps, { ...wish, id: kept.id }));
  if (fault === undefined) return sendPage(reply, askedPage(deps));
  if (alertById(deps.store, kept.id)?.confirmedAt === null) forgetAlert(deps.store, kept.id);
  return again(502, 'The letter could not be sent. Please try again later.');
}

function askedPage(deps: PublishDeps): string {
  return deps.views('catalogue/alert-said.njk', {
    title: 'Look into your mailbox',
    say: 'We have sent you a letter with a link. Say yes there, and you will hear of new case studies, once a day at most.',
  });
}

/** The page of a link in a letter: it is its reader's alone. */
function sendPrivate(deps: PublishDeps, reply: FastifyReply, alert: Alert): FastifyReply {
  void reply.header('referrer-policy', 'no-referrer').header('x-robots-tag', 'noindex');
  return sendPage(
    reply,
    deps.views('catalogue/alert-link.njk', {
      title: alert.confirmedAt === null ? 'Letters about new case studies?' : 'Your letters',
      alert,
      at: alertPath(deps.secret, alert.id),
      search: alert.query === '' ? '/search' : `/search?${alert.query}`,
    }),
  );
}

function alertOf({ store, secret }: PublishDeps, token: string): Alert | undefined {
  const id = readAlertToken(secret, token);
  return id === undefined ? undefined : alertById(store, id);
}

function titleOf(deps: PublishDeps, filters: Filters): string {
  return searchTitle(deps, filters) || 'everything';
}

/** The search without its order, which says nothing of what fits. */
function queryOf({ q, chosen }: Filters): string {
  return filterQuery({ q, chosen });
}

async function gone(deps: PublishDeps, reply: FastifyReply): Promise<FastifyReply> {
  await sendProblem(reply, deps.views, 404, 'There are no letters by this link, or they have ended.');
  return reply;
}

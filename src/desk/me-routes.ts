import type { FastifyReply, FastifyRequest } from 'fastify';
import { inTransaction } from '../store/open.ts';
import {
  DIGESTS,
  noteAccountEvent,
  reviewerById,
  setDigest,
  setKeys,
  setPassword,
} from '../store/reviewers.ts';
import {
  addApiToken,
  apiTokensOf,
  dropSession,
  dropSessionsOf,
  revokeApiToken,
  sessionsOf,
} from '../store/sessions.ts';
import { mayAct, ROLES } from '../web/access.ts';
import { field, formOf, queryOf } from '../web/form.ts';
import type { WebPart } from '../web/shell.ts';
import { sendPage } from '../web/views.ts';
import type { DeskDeps } from './deps.ts';
import { frameOf } from './frame.ts';
import { isKey, KEYS, keysOf } from './keys.ts';
import { hashPassword, isPassword, passwordProblem } from '../accounts/passwords.ts';
import { startSession } from '../accounts/session.ts';
import { personOf } from '../web/person.ts';
import { hashToken, newToken } from '../accounts/tokens.ts';

/** How often word of new candidates is sent. */

/** One's own account: keys, word by e-mail, password, browsers that are signed in, tokens for programs and feed readers. */
export function mePart(deps: DeskDeps): WebPart {
  return {
    access: {
      'GET /desk/help': 'reader',
      'GET /desk/me': 'reader',
      'POST /desk/me/keys': 'reader',
      'POST /desk/me/digest': 'reader',
      'POST /desk/me/password': 'reader',
      'POST /desk/me/sessions': 'reader',
      'POST /desk/me/tokens': 'reader',
      'POST /desk/me/tokens/revoke': 'reader',
    },
    mount: (app) => {
      app.get('/desk/help', (request, reply) => {
        const person = personOf(request);
        const keys = KEYS.map(({ action, label }) => ({ label, key: keysOf(person.keys)[action] }));
        return sendPage(
          reply,
          deps.views('desk/help.njk', { ...frameOf(deps, person), title: 'Help', all: keys }),
        );
      });
      app.get('/desk/me', (request, reply) => showMe(deps, { request, reply }));
      app.post('/desk/me/keys', (request, reply) => saveKeys(deps, { request, reply }));
      app.post('/desk/me/digest', (request, reply) => saveDigest(deps, { request, reply }));
      app.post('/desk/me/password', (request, reply) => savePassword(deps, { request, reply }));
      app.post('/desk/me/sessions', (request, reply) => endSession(deps, { request, reply }));
      app.post('/desk/me/tokens', (request, reply) => makeToken(deps, { request, reply }));
      app.post('/desk/me/tokens/revoke', (request, reply) => {
        const id = Number(field(formOf(request), 'id')) || 0;
        revokeApiToken(deps.store, id, personOf(request).id, deps.now());
        return reply.redirect('/desk/me?say=token-revoked', 303);
      });
    },
  };
}

type Exchange = { readonly request: FastifyRequest; readonly reply: FastifyReply };

const SAYINGS: Readonly<Record<string, string>> = {
  keys: 'Your keys are saved.',
  digest: 'Saved.',
  password: 'Your password is changed, and every other browser is signed out.',
  sessions: 'That browser is signed out.',
  'token-revoked': 'The token no longer works.',
};

function showMe(
  deps: DeskDeps,
  { request, reply }: Exchange,
  more: { readonly problem?: string; readonly token?: string } = {},
): FastifyReply {
  const person = personOf(request);
  const row = reviewerById(deps.store, person.id);
  return sendPage(
    reply,
    deps.views('desk/me.njk', {
      ...frameOf(deps, person),
      title: 'Your account',
      email: person.email,
      said: SAYINGS[queryOf(request).get('say') ?? ''],
      ...more,
      keysOn: person.keys['on'] !== false,
      actions: KEYS.map(({ action, label, key }) => ({
        action,
        label,
        usual: key,
        key: keysOf({ ...person.keys, on: true })[action],
      })),
      digests: DIGESTS,
      digest: row?.digest ?? 'none',
      hasPassword: row?.password !== null,
      sessions: sessionsOf(deps.store, person.id).map((session) => ({
        ...session,
        isThis: session.hash === person.sessionHash,
      })),
      tokens: apiTokensOf(deps.store, person.id),
      scopes: ROLES.filter((role) => mayAct(person.role, role)),
      publicUrl: deps.publicUrl,
    }),
  );
}

function saveKeys(deps: DeskDeps, exchange: Exchange): FastifyReply {
  const form = formOf(exchange.request);
  const chosen = KEYS.map(({ action, key }) => ({ action, key: field(form, `key-${action}`) || key }));
  const bad = chosen.find(({ key }) => !isKey(key));
  if (bad !== undefined)
    return showMe(
      deps,
      { ...exchange, reply: exchange.reply.code(400) },
      { problem: `“${bad.key.slice(0, 20)}” is not one key. Give a single letter, digit or sign.` },
    );
  const twice = chosen.find(({ key }, index) => chosen.findIndex((other) => other.key === key) !== index);
  if (twice !== undefined)
    return showMe(
      deps,
      { ...exchange, reply: exchange.reply.code(400) },
      { problem: `“${twice.key}” is given to two actions. Each needs a key of its own.` },
    );
  const map = Object.fromEntries(chosen.map(({ action, key }) => [action, key]));
  setKeys(deps.store, personOf(exchange.request).id, { on: form.has('on'), map });
  return exchange.reply.redirect('/desk/me?say=keys', 303);
}

function saveDigest(deps: DeskDeps, { request, reply }: Exchange): FastifyReply {
  const digest = DIGESTS.find((one) => one === field(formOf(request), 'digest')) ?? 'none';
  setDigest(deps.store, personOf(request).id, digest);
  return reply.redirect('/desk/me?say=digest', 303);
}

async function savePassword(deps: DeskDeps, { request, reply }: Exchange): Promise<FastifyReply> {
  const person = personOf(request);
  const form = formOf(request);
  const fresh = form.get('new') ?? '';
  const row = reviewerById(deps.store, person.id);
  // Without a password (single sign-on) there is none to ask for.
  const present = row?.password ?? null;
  const isRight = present === null || (await isPassword(present, form.get('old') ?? ''));
  const problem = isRight ? passwordProblem(fresh, person.email) : 'The present password is not right.';
  if (problem !== undefined) return showMe(deps, { request, reply: reply.code(400) }, { problem });
  const hashed = await hashPassword(fresh);
  const { store, now } = deps;
  inTransaction(store, () => {
    setPassword(store, person.id, hashed);
    dropSessionsOf(store, person.id);
    noteAccountEvent(store, {
      at: now(),
      actorId: person.id,
      reviewerId: person.id,
      what: 'changed password',
      detail: '',
    });
  });
  startSession(store, { request, reply }, deps.cookie, { reviewerId: person.id, now: now() });
  return reply.redirect('/desk/me?say=password', 303);
}

function endSession(deps: DeskDeps, { request, reply }: Exchange): FastifyReply {
  const hash = field(formOf(request), 'session');
  const isOwn = sessionsOf(deps.store, personOf(request).id).some((session) => session.hash === hash);
  if (isOwn) dropSession(deps.store, hash);
  return reply.redirect('/desk/me?say=sessions', 303);
}

/** Makes a token for a program; it is shown on this page and never again. */
function makeToken(deps: DeskDeps, { request, reply }: Exchange): FastifyReply {
  const person = personOf(request);
  const form = formOf(request);
  const name = field(form, 'name').slice(0, 60);
  const wanted = field(form, 'scope');
  const scope =
    wanted === 'feed' ? 'feed' : ROLES.find((role) => role === wanted && mayAct(person.role, role));
  if (name === '' || scope === undefined)
    return showMe(
      deps,
      { request, reply: reply.code(400) },
      { problem: 'Give the token a name and choose what it may do.' },
    );
  const token = newToken();
  const { store, now } = deps;
  inTransaction(store, () => {
    addApiToken(store, { hash: hashToken(token), reviewerId: person.id, name, scope, now: now() });
    noteAccountEvent(store, {
      at: now(),
      actorId: person.id,
      reviewerId: person.id,
      what: 'made a token',
      detail: `${name} (${scope})`,
    });
  });
  return showMe(
    deps,
    { request, reply },
    { token: scope === 'feed' ? `${deps.publicUrl}/desk/feed.atom?token=${token}` : token },
  );
}

import { FRESH, route, type Route, SESSION } from '../web/route.ts';
import { maybeId, text, textUpTo, verbatim } from '../web/fields.ts';
import { GET_BY_READER, type DeskCall, POST_BY_READER } from './inputs.ts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import * as z from 'zod';
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
  endAccess,
  revokeApiToken,
  sessionsOf,
} from '../store/sessions.ts';
import { ROLES } from '../model/role.ts';
import { mayAct } from '../web/access.ts';
import { sendPage } from '../web/views.ts';
import type { DeskDeps } from './deps.ts';
import { frameOf } from './frame.ts';
import { isKey, KEYS, keysOf } from './keys.ts';
import { hashPassword, isPassword, passwordProblem } from '../accounts/passwords.ts';
import { forgetTriesOf, takeTry } from '../accounts/sign-in-limit.ts';
import { waitWords } from '../accounts/sign-in-routes.ts';
import { startSession } from '../accounts/session.ts';
import { hashToken, newToken } from '../accounts/tokens.ts';

/** `on`, and `key-ACTION` for each action. */
const Keys = z.object({ on: z.string().optional() }).catchall(text);
const Passwords = z.object({ old: verbatim, new: verbatim });
const NewToken = z.object({ name: textUpTo(60), scope: text });

/** One's own account: keys, word by e-mail, password, browsers that are signed in, tokens for programs and feed readers. */
export function meRoutes(deps: DeskDeps): readonly Route[] {
  return [
    route({ ...GET_BY_READER, path: '/desk/help', handle: (call) => showHelp(deps, call) }),
    route({
      ...GET_BY_READER,
      path: '/desk/me',
      principals: SESSION,
      query: z.object({ say: verbatim }),
      handle: (call) => showMe(deps, call, { said: SAYINGS[call.query.say] }),
    }),
    route({
      ...POST_BY_READER,
      path: '/desk/me/keys',
      body: Keys,
      handle: (call) => saveKeys(deps, call, call.body),
    }),
    route({
      ...POST_BY_READER,
      path: '/desk/me/digest',
      body: z.object({ digest: z.enum(DIGESTS).catch('none') }),
      handle: ({ body, person, reply }) => {
        setDigest(deps.store, person.id, body.digest);
        const mails = deps.sendMail !== undefined || body.digest === 'none';
        return reply.redirect(`/desk/me?say=${mails ? 'digest' : 'digest-unmailed'}`, 303);
      },
    }),
    route({
      ...POST_BY_READER,
      path: '/desk/me/password',
      principals: FRESH,
      body: Passwords,
      handle: (call) => savePassword(deps, call, call.body),
    }),
    ...tokenRoutes(deps),
  ];
}

/** What signs in besides the password: browsers, and tokens. */
function tokenRoutes(deps: DeskDeps): readonly Route[] {
  return [
    route({
      ...POST_BY_READER,
      path: '/desk/me/sessions',
      principals: SESSION,
      body: z.object({ session: text }),
      handle: ({ body, person, reply }) => {
        const isOwn = sessionsOf(deps.store, person.id).some(({ hash }) => hash === body.session);
        if (isOwn) dropSession(deps.store, body.session);
        return reply.redirect('/desk/me?say=sessions', 303);
      },
    }),
    route({
      ...POST_BY_READER,
      path: '/desk/me/tokens',
      principals: FRESH,
      body: NewToken,
      handle: (call) => makeToken(deps, call, call.body),
    }),
    route({
      ...POST_BY_READER,
      path: '/desk/me/tokens/revoke',
      principals: SESSION,
      body: z.object({ id: maybeId }),
      handle: ({ body, person, reply }) => {
        revokeApiToken(deps.store, body.id ?? 0, person.id, deps.now());
        return reply.redirect('/desk/me?say=token-revoked', 303);
      },
    }),
  ];
}

function showHelp(deps: DeskDeps, { person, reply }: DeskCall): FastifyReply {
  const keys = KEYS.map(({ action, label }) => ({ label, key: keysOf(person.keys)[action] }));
  return sendPage(reply, deps.views('desk/help.njk', { ...frameOf(deps, person), title: 'Help', all: keys }));
}

const SAYINGS: Readonly<Record<string, string>> = {
  keys: 'Your keys are saved.',
  digest: 'Saved: word comes by e-mail from now on, as you chose.',
  'digest-unmailed':
    'Your choice is kept, but no letter will come: this server has no mail set up. Whoever runs it can set SMTP_URL and MAIL_FROM.',
  password: 'Your password is changed. Every other browser is signed out, and every token is revoked.',
  sessions: 'That browser is signed out.',
  'token-revoked': 'The token no longer works.',
};

function showMe(
  deps: DeskDeps,
  { person, reply }: DeskCall,
  more: { readonly said?: string | undefined; readonly problem?: string; readonly token?: string },
): FastifyReply {
  const row = reviewerById(deps.store, person.id);
  return sendPage(
    reply,
    deps.views('desk/me.njk', {
      ...frameOf(deps, person),
      title: 'Your account',
      email: person.email,
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

function saveKeys(deps: DeskDeps, visit: DeskCall, sent: z.infer<typeof Keys>): FastifyReply {
  const chosen = KEYS.map(({ action, key }) => ({ action, key: sent[`key-${action}`] || key }));
  const bad = chosen.find(({ key }) => !isKey(key));
  if (bad !== undefined)
    return showMe(
      deps,
      { ...visit, reply: visit.reply.code(400) },
      { problem: `“${bad.key.slice(0, 20)}” is not one key. Give a single letter, digit or sign.` },
    );
  const twice = chosen.find(({ key }, index) => chosen.findIndex((other) => other.key === key) !== index);
  if (twice !== undefined)
    return showMe(
      deps,
      { ...visit, reply: visit.reply.code(400) },
      { problem: `“${twice.key}” is given to two actions. Each needs a key of its own.` },
    );
  const map = Object.fromEntries(chosen.map(({ action, key }) => [action, key]));
  setKeys(deps.store, visit.person.id, { on: sent.on !== undefined, map });
  return visit.reply.redirect('/desk/me?say=keys', 303);
}

async function savePassword(
  deps: DeskDeps,
  { person, request, reply }: DeskCall & { readonly request: FastifyRequest },
  { old, new: fresh }: z.infer<typeof Passwords>,
): Promise<FastifyReply> {
  const { store, now } = deps;
  const fail = (status: number, problem: string) =>
    showMe(deps, { person, reply: reply.code(status) }, { problem });
  // Without a password (single sign-on) there is none to ask for: that the session is fresh must do.
  const present = reviewerById(store, person.id)?.password ?? null;
  if (present !== null) {
    const wait = takeTry(store, { email: person.email, ip: request.ip, now: now() });
    if (wait > 0) return fail(429, `There were too many tries. Wait ${waitWords(wait)}, then try again.`);
    if (!(await isPassword(present, old))) return fail(400, 'The present password is not right.');
  }
  const problem = passwordProblem(fresh, person.email);
  if (problem !== undefined) return fail(400, problem);
  const hashed = await hashPassword(fresh);
  inTransaction(store, () => {
    setPassword(store, person.id, hashed);
    endAccess(store, person.id, now());
    forgetTriesOf(store, person.email);
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

/** Makes a token for a program; it is shown on this page and never again. */
function makeToken(
  deps: DeskDeps,
  { person, reply }: DeskCall,
  { name, scope: wanted }: z.infer<typeof NewToken>,
): FastifyReply {
  const scope =
    wanted === 'feed' ? 'feed' : ROLES.find((role) => role === wanted && mayAct(person.role, role));
  if (name === '' || scope === undefined)
    return showMe(
      deps,
      { person, reply: reply.code(400) },
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
    { person, reply },
    { token: scope === 'feed' ? `${deps.publicUrl}/desk/feed.atom?token=${token}` : token },
  );
}

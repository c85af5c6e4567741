import type { FastifyReply, FastifyRequest } from 'fastify';
import { inTransaction } from '../store/open.ts';
import {
  accountEvents,
  countAdmins,
  noteAccountEvent,
  reviewerByEmail,
  reviewerById,
  reviewerRows,
  setDisabled,
  setRole,
} from '../store/reviewers.ts';
import { dropSessionsOf, openInvitations } from '../store/sessions.ts';
import { ROLES, toRole } from '../web/access.ts';
import { field, formOf } from '../web/form.ts';
import type { WebPart } from '../web/shell.ts';
import { sendPage } from '../web/views.ts';
import type { DeskDeps } from './deps.ts';
import { frameOf } from './frame.ts';
import { invite } from '../accounts/invite.ts';
import { personOf } from '../web/person.ts';

/** Who is here, what they may do, and inviting more; for administrators. */
export function peoplePart(deps: DeskDeps): WebPart {
  return {
    access: {
      'GET /desk/people': 'admin',
      'POST /desk/people/invite': 'admin',
      'POST /desk/people/change': 'admin',
    },
    mount: (app) => {
      app.get('/desk/people', (request, reply) => showPeople(deps, { request, reply }));
      app.post('/desk/people/invite', (request, reply) => inviteByForm(deps, { request, reply }));
      app.post('/desk/people/change', (request, reply) => changePerson(deps, { request, reply }));
    },
  };
}

type Exchange = { readonly request: FastifyRequest; readonly reply: FastifyReply };

function showPeople(
  deps: DeskDeps,
  { request, reply }: Exchange,
  more: { readonly problem?: string; readonly link?: string } = {},
): FastifyReply {
  const person = personOf(request);
  return sendPage(
    reply,
    deps.views('desk/people.njk', {
      ...frameOf(deps, person),
      title: 'People',
      ...more,
      me: person.id,
      people: reviewerRows(deps.store).map(({ password: _password, ...row }) => row),
      invitations: openInvitations(deps.store, deps.now()),
      events: accountEvents(deps.store, 30),
      roles: ROLES,
    }),
  );
}

function inviteByForm(deps: DeskDeps, { request, reply }: Exchange): FastifyReply {
  const form = formOf(request);
  const email = field(form, 'email').slice(0, 254);
  const role = toRole(field(form, 'role'));
  const fail = (problem: string) => showPeople(deps, { request, reply: reply.code(400) }, { problem });
  if (!/^[^\s@]+@[^\s@]+$/.test(email)) return fail('Give an e-mail address, like name@example.org.');
  if (role === undefined) return fail('Choose what they may do.');
  if (reviewerByEmail(deps.store, email) !== undefined)
    return fail(`There is already an account for ${email}.`);
  const path = invite(deps.store, { email, role, madeBy: personOf(request).id, now: deps.now() });
  return showPeople(deps, { request, reply }, { link: `${deps.publicUrl}${path}` });
}

/** Gives a person another role, switches an account off or on, or signs it out everywhere. */
function changePerson(deps: DeskDeps, { request, reply }: Exchange): FastifyReply {
  const form = formOf(request);
  const problem = inTransaction(deps.store, () => change(deps, form, personOf(request).id));
  if (problem !== undefined) return showPeople(deps, { request, reply: reply.code(400) }, { problem });
  return reply.redirect('/desk/people', 303);
}

function change({ store, now }: DeskDeps, form: URLSearchParams, actorId: number): string | undefined {
  const target = reviewerById(store, Number(field(form, 'person')) || 0);
  if (target === undefined) return 'There is no such account.';
  const note = (what: string, detail: string) =>
    noteAccountEvent(store, { at: now(), actorId, reviewerId: target.id, what, detail });
  const isLastAdmin = target.role === 'admin' && target.disabledAt === null && countAdmins(store) === 1;
  switch (field(form, 'what')) {
    case 'role': {
      const role = toRole(field(form, 'role'));
      if (role === undefined) return 'Choose a role.';
      if (isLastAdmin && role !== 'admin') return 'This is the only administrator. Make another one first.';
      setRole(store, target.id, role);
      note('changed role', `${target.role} to ${role}`);
      return undefined;
    }
    case 'off':
      if (isLastAdmin) return 'This is the only administrator. Make another one first.';
      setDisabled(store, target.id, now());
      dropSessionsOf(store, target.id);
      note('switched off', '');
      return undefined;
    case 'on':
      setDisabled(store, target.id, null);
      note('switched on', '');
      return undefined;
    case 'sign-out':
      dropSessionsOf(store, target.id);
      note('signed out everywhere', '');
      return undefined;
    default:
      return 'Choose what to change.';
  }
}

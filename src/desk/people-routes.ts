import { FRESH, route, type Route, SESSION } from '../web/route.ts';
import { maybeId, text, textUpTo } from '../web/fields.ts';
import type { DeskCall } from './inputs.ts';
import type { FastifyReply } from 'fastify';
import * as z from 'zod';
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
import { openInvitations, revokeInvitation } from '../store/invitations.ts';
import { endAccess } from '../store/sessions.ts';
import { ROLES } from '../model/role.ts';
import { toRole } from '../web/access.ts';
import { sendPage } from '../web/views.ts';
import type { DeskDeps } from './deps.ts';
import { frameOf } from './frame.ts';
import { invite, resetLink } from '../accounts/invite.ts';
import { forgetTriesOf } from '../accounts/sign-in-limit.ts';

const BY_ADMIN = { method: 'POST', access: 'admin', principals: FRESH } as const;
const Invitation = z.object({ email: textUpTo(254), role: text });
const Change = z.object({ person: maybeId, what: text, role: text });

/** Who is here, what they may do, and inviting more; for administrators. */
export function peopleRoutes(deps: DeskDeps): readonly Route[] {
  return [
    route({
      method: 'GET',
      path: '/desk/people',
      access: 'admin',
      principals: SESSION,
      handle: (call) => showPeople(deps, call),
    }),
    route({
      ...BY_ADMIN,
      path: '/desk/people/invite',
      body: Invitation,
      handle: (call) => inviteByForm(deps, call, call.body),
    }),
    route({
      ...BY_ADMIN,
      path: '/desk/people/revoke',
      body: z.object({ invitation: text }),
      handle: ({ body, person, reply }) => {
        const event = { at: deps.now(), actorId: person.id, reviewerId: null, what: 'took back a link' };
        if (revokeInvitation(deps.store, body.invitation))
          noteAccountEvent(deps.store, { ...event, detail: '' });
        return reply.redirect('/desk/people', 303);
      },
    }),
    route({
      ...BY_ADMIN,
      path: '/desk/people/change',
      body: Change,
      handle: (call) => changePerson(deps, call, call.body),
    }),
  ];
}

function showPeople(
  deps: DeskDeps,
  { person, reply }: DeskCall,
  more: { readonly problem?: string; readonly link?: string } = {},
): FastifyReply {
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

function inviteByForm(
  deps: DeskDeps,
  { person, reply }: DeskCall,
  { email, role: wanted }: z.infer<typeof Invitation>,
): FastifyReply {
  const role = toRole(wanted);
  const fail = (problem: string) => showPeople(deps, { person, reply: reply.code(400) }, { problem });
  if (!/^[^\s@]+@[^\s@]+$/.test(email)) return fail('Give an e-mail address, like name@example.org.');
  if (role === undefined) return fail('Choose what they may do.');
  if (reviewerByEmail(deps.store, email) !== undefined)
    return fail(`There is already an account for ${email}.`);
  const path = invite(deps.store, { email, role, madeBy: person.id, now: deps.now() });
  return showPeople(deps, { person, reply }, { link: `${deps.publicUrl}${path}` });
}

/** A link for somebody who has forgotten their password, or is kept out by others' guesses. */
function resetByForm(deps: DeskDeps, { person, reply }: DeskCall, id: number): FastifyReply {
  const target = reviewerById(deps.store, id);
  if (target === undefined || target.disabledAt !== null) {
    const problem = 'There is no such account, or it is switched off.';
    return showPeople(deps, { person, reply: reply.code(400) }, { problem });
  }
  forgetTriesOf(deps.store, target.email);
  const path = resetLink(deps.store, target, { madeBy: person.id, now: deps.now() });
  return showPeople(deps, { person, reply }, { link: `${deps.publicUrl}${path}` });
}

/** Gives a person another role, switches an account off or on, or signs it out everywhere. */
function changePerson(
  deps: DeskDeps,
  { person, reply }: DeskCall,
  sent: z.infer<typeof Change>,
): FastifyReply {
  if (sent.what === 'reset') return resetByForm(deps, { person, reply }, sent.person ?? 0);
  const problem = inTransaction(deps.store, () => change(deps, sent, person.id));
  if (problem !== undefined) return showPeople(deps, { person, reply: reply.code(400) }, { problem });
  return reply.redirect('/desk/people', 303);
}

function change({ store, now }: DeskDeps, sent: z.infer<typeof Change>, actorId: number): string | undefined {
  const target = reviewerById(store, sent.person ?? 0);
  if (target === undefined) return 'There is no such account.';
  const note = (what: string, detail: string) =>
    noteAccountEvent(store, { at: now(), actorId, reviewerId: target.id, what, detail });
  const isLastAdmin = target.role === 'admin' && target.disabledAt === null && countAdmins(store) === 1;
  switch (sent.what) {
    case 'role': {
      const role = toRole(sent.role);
      if (role === undefined) return 'Choose a role.';
      if (isLastAdmin && role !== 'admin') return 'This is the only administrator. Make another one first.';
      setRole(store, target.id, role);
      note('changed role', `${target.role} to ${role}`);
      return undefined;
    }
    case 'off':
      if (isLastAdmin) return 'This is the only administrator. Make another one first.';
      setDisabled(store, target.id, now());
      endAccess(store, target.id, now());
      note('switched off', '');
      return undefined;
    case 'on':
      setDisabled(store, target.id, null);
      note('switched on', '');
      return undefined;
    case 'sign-out':
      endAccess(store, target.id, now());
      note('signed out everywhere', '');
      return undefined;
    default:
      return 'Choose what to change.';
  }
}

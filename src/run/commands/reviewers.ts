import { invite, inviteFirstAgain, resetLink } from '../../accounts/invite.ts';
import { forgetTriesOf } from '../../accounts/sign-in-limit.ts';
import { openInvitations, revokeInvitation, revokeInvitationsFor } from '../../store/invitations.ts';
import { openStore, type Store } from '../../store/open.ts';
import { Failure } from '../../base/errors.ts';
import { noteAccountEvent, reviewerByEmail, reviewerRows } from '../../store/reviewers.ts';
import { ROLES } from '../../model/role.ts';
import { toRole } from '../../web/access.ts';
import type { Command, CommandIo } from '../command.ts';
import { subcommand } from '../subcommand.ts';

export const command: Command = {
  name: 'reviewers',
  summary: 'accounts of the desk',
  usage: `
lamplighter reviewers add EMAIL [--role ${ROLES.join('|')}]
lamplighter reviewers list [--json]
lamplighter reviewers invitations [--revoke ID] [--json]
lamplighter reviewers revoke EMAIL
lamplighter reviewers reset EMAIL
lamplighter reviewers first

"add" prints a link with which the person makes the account; it works once, for a week. The role is reviewer unless given.
"invitations" lists the links that still work, also those for the first administrator and for a new password; with --revoke it
takes back the one of that ID, "revoke" all those for an address. "reset" prints a link with which somebody chooses a new
password, once, within a day, and ends the pause after wrong tries. "first" prints a new link for the first administrator while
there is no account at all.`,
  run: (args, io) => {
    const { name, values, rest } = subcommand(
      'reviewers',
      args,
      ['add', 'list', 'invitations', 'links', 'revoke', 'reset', 'first'],
      {
        role: { type: 'string', default: 'reviewer' },
        revoke: { type: 'string' },
        json: { type: 'boolean', default: false },
      },
    );
    const asJson = values['json'] === true;
    const [email = ''] = rest;
    switch (name) {
      case 'add':
        return Promise.resolve(add(io, rest, String(values['role'])));
      // What it was called first.
      case 'links':
      case 'invitations': {
        const id = values['revoke'];
        return Promise.resolve(
          withStore(io, (store) =>
            typeof id === 'string' ? revokeOne(io, store, id) : invitations(io, store, asJson),
          ),
        );
      }
      case 'revoke':
        return Promise.resolve(withStore(io, (store) => revoke(io, store, email)));
      case 'reset':
        return Promise.resolve(withStore(io, (store) => reset(io, store, email)));
      case 'first':
        return Promise.resolve(withStore(io, (store) => first(io, store)));
      default:
        return Promise.resolve(list(io, asJson));
    }
  },
};

/** Opens the store for as long as some work takes. */
function withStore(io: CommandIo, work: (store: Store) => void): number {
  const store = openStore(io.settings.dataDir);
  try {
    work(store);
    return 0;
  } finally {
    store.close();
  }
}

/** Long enough to tell links apart, and of no use to whoever sees it: the beginning of a hash of the secret. */
const idOf = (hash: string) => hash.slice(0, 8);

function invitations(io: CommandIo, store: Store, asJson: boolean): void {
  for (const { hash, purpose, email, role, expiresAt } of openInvitations(store, Date.now())) {
    const [id, until] = [idOf(hash), new Date(expiresAt).toISOString()];
    const words = `${id}  ${whoseWords(email)}  ${purpose}  ${role}  until ${until}`;
    io.stdout.write(`${asJson ? JSON.stringify({ id, purpose, email, role, expiresAt: until }) : words}\n`);
  }
}

function revokeOne(io: CommandIo, store: Store, id: string): void {
  const found = openInvitations(store, Date.now()).find(({ hash }) => idOf(hash) === id);
  if (found === undefined || !revokeInvitation(store, found.hash))
    throw new Failure('config', `there is no open link "${id}"; "reviewers invitations" lists them`);
  noteRevoked(store, whoseWords(found.email));
  io.stdout.write(`the link for ${whoseWords(found.email)} no longer works\n`);
}

function revoke(io: CommandIo, store: Store, email: string): void {
  const revoked = revokeInvitationsFor(store, email);
  if (revoked === 0)
    throw new Failure('config', `there is no open link for "${email}"; "reviewers invitations" lists them`);
  noteRevoked(store, email);
  io.stdout.write(`${revoked} links for ${email} no longer work\n`);
}

function whoseWords(email: string | null): string {
  return email ?? 'whoever has the link';
}

function noteRevoked(store: Store, detail: string): void {
  noteAccountEvent(store, {
    at: Date.now(),
    actorId: null,
    reviewerId: null,
    what: 'took back links',
    detail,
  });
}

function reset(io: CommandIo, store: Store, email: string): void {
  const person = reviewerByEmail(store, email);
  if (person === undefined)
    throw new Failure('config', `there is no account for "${email}"; "reviewers list" lists them`);
  if (person.disabledAt !== null)
    throw new Failure('config', `the account of ${email} is switched off; switch it on first`);
  forgetTriesOf(store, person.email);
  io.stdout.write(`${io.settings.publicUrl}${resetLink(store, person, { madeBy: null, now: Date.now() })}\n`);
}

function first(io: CommandIo, store: Store): void {
  const path = inviteFirstAgain(store, Date.now());
  if (path === undefined)
    throw new Failure(
      'config',
      'there are accounts already; "reviewers add EMAIL --role admin" invites another administrator',
    );
  io.stdout.write(`${io.settings.publicUrl}${path}\n`);
}

function add(io: CommandIo, [email = '']: readonly string[], wanted: string): number {
  const role = toRole(wanted);
  if (role === undefined) throw new Failure('config', `--role takes ${ROLES.join(', ')}, not "${wanted}"`);
  if (!/^[^\s@]+@[^\s@]+$/.test(email))
    throw new Failure('config', `"reviewers add" needs an e-mail address, not "${email}"`);
  const store = openStore(io.settings.dataDir);
  try {
    if (reviewerByEmail(store, email) !== undefined)
      throw new Failure('config', `there is an account for ${email} already`);
    const path = invite(store, { email, role, madeBy: null, now: Date.now() });
    io.stdout.write(`${io.settings.publicUrl}${path}\n`);
    return 0;
  } finally {
    store.close();
  }
}

function list(io: CommandIo, asJson: boolean): number {
  const store = openStore(io.settings.dataDir);
  try {
    for (const { id, email, name, role, disabledAt } of reviewerRows(store)) {
      const line = { id, email, name, role, disabled: disabledAt !== null };
      io.stdout.write(
        asJson
          ? `${JSON.stringify(line)}\n`
          : `${email}  ${name}  ${role}${line.disabled ? '  (switched off)' : ''}\n`,
      );
    }
    return 0;
  } finally {
    store.close();
  }
}

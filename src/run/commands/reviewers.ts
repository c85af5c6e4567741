import { invite } from '../../accounts/invite.ts';
import { openStore } from '../../store/open.ts';
import { Failure } from '../../base/errors.ts';
import { reviewerByEmail, reviewerRows } from '../../store/reviewers.ts';
import { ROLES, toRole } from '../../web/access.ts';
import type { Command, CommandIo } from '../command.ts';
import { subcommand } from '../subcommand.ts';

export const command: Command = {
  name: 'reviewers',
  summary: 'accounts of the desk',
  usage: `
lamplighter reviewers add EMAIL [--role ${ROLES.join('|')}]
lamplighter reviewers list [--json]

"add" prints a link with which the person makes the account; it works once, for a week. The role is reviewer unless given.`,
  run: (args, io) => {
    const { name, values, rest } = subcommand('reviewers', args, ['add', 'list'], {
      role: { type: 'string', default: 'reviewer' },
      json: { type: 'boolean', default: false },
    });
    return Promise.resolve(
      name === 'add' ? add(io, rest, String(values['role'])) : list(io, values['json'] === true),
    );
  },
};

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

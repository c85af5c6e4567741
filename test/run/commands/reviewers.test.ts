import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { inviteFirst } from '../../../src/accounts/invite.ts';
import { hashToken } from '../../../src/accounts/tokens.ts';
import { invitationByHash } from '../../../src/store/invitations.ts';
import { openStore, type Store } from '../../../src/store/open.ts';
import { addReviewer, setDisabled } from '../../../src/store/reviewers.ts';
import { runHere } from '../command.ts';

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'lamplighter-reviewers-'));
});

const reviewers = (...args: string[]) => runHere(['reviewers', ...args], { LAMPLIGHTER_DATA: dataDir });

function inStore<T>(work: (store: Store) => T): T {
  const store = openStore(dataDir);
  try {
    return work(store);
  } finally {
    store.close();
  }
}

/** Whether a link that a command printed opens anything. */
function works(printed: string): boolean {
  const token = printed.trim().split('/').at(-1) ?? '';
  return inStore((store) => invitationByHash(store, hashToken(token), Date.now()) !== undefined);
}

const added = (name: string) =>
  inStore((store) =>
    addReviewer(store, { email: `${name}@example.org`, name, role: 'admin', password: 'x', now: 1 }),
  );

it('lists every link that works, without what opens it, and takes one back by its ID', async () => {
  const first = inStore((store) => inviteFirst(store, Date.now()));
  const link = first !== undefined && 'path' in first ? first.path : '';
  const invited = (await reviewers('add', 'kim@example.org')).stdout;
  const { stdout } = await reviewers('invitations', '--json');
  const listed: { id: string; purpose: string; email: string | null }[] = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(listed).toHaveLength(2);
  expect(Object.fromEntries(listed.map(({ purpose, email }) => [purpose, email]))).toEqual({
    first: null,
    join: 'kim@example.org',
  });
  for (const printed of [link, invited]) expect(stdout).not.toContain(printed.trim().split('/').at(-1));
  const id = listed.find(({ purpose }) => purpose === 'first')?.id ?? '';
  expect(await reviewers('invitations', '--revoke', id)).toMatchObject({
    code: 0,
    stdout: 'the link for whoever has the link no longer works\n',
  });
  expect([works(link), works(invited)]).toEqual([false, true]);
  expect(await reviewers('invitations', '--revoke', id)).toMatchObject({
    code: 2,
    stderr: `lamplighter: there is no open link "${id}"; "reviewers invitations" lists them\n`,
  });
  expect((await reviewers('revoke', 'kim@example.org')).stdout).toBe(
    '1 links for kim@example.org no longer work\n',
  );
  expect(works(invited)).toBe(false);
  expect(await reviewers('revoke', 'kim@example.org')).toMatchObject({ code: 2 });
});

it('makes another link for the first administrator, and none once there is an account', async () => {
  const [one, two] = [await reviewers('first'), await reviewers('first')];
  expect([works(one.stdout), works(two.stdout)]).toEqual([false, true]);
  added('ana');
  expect(await reviewers('first')).toMatchObject({ code: 2, stdout: '' });
});

it('resets a password by a link, for an account that there is and that is on', async () => {
  const id = added('ana');
  const { stdout } = await reviewers('reset', 'Ana@Example.org');
  expect(stdout).toMatch(/\/reset\/[\w-]{40,}\n$/);
  expect(works(stdout)).toBe(true);
  expect(await reviewers('reset', 'nobody@example.org')).toMatchObject({ code: 2, stdout: '' });
  inStore((store) => setDisabled(store, id, 2));
  expect(await reviewers('reset', 'ana@example.org')).toMatchObject({ code: 2, stdout: '' });
  expect((await reviewers('list')).stdout).toBe('ana@example.org  ana  admin  (switched off)\n');
});

it('invites nobody twice, to no role that there is not, and to no address that is none', async () => {
  added('ana');
  for (const args of [['ana@example.org'], ['ana'], ['kim@example.org', '--role', 'king']])
    expect(await reviewers('add', ...args)).toMatchObject({ code: 2, stdout: '' });
});

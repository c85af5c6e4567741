import { describe, expect, it } from 'vitest';
import { hash, verify } from '../../src/accounts/argon2.ts';

const QUICK = { memory: 64, passes: 1, parallelism: 1 };
// What @node-rs/argon2, which made them before, wrote for "four random words here".
const MADE_BEFORE =
  '$argon2id$v=19$m=19456,t=2,p=1$jy3vD/I8gND1z07kiub0tA$ol4V69Yd2+0bb7lQR6CglBPKKWAOZVBmrGd24wjHon4';

describe('argon2id', () => {
  it('knows the passwords that another implementation stored', async () => {
    expect(await verify(MADE_BEFORE, 'four random words here')).toBe(true);
    expect(await verify(MADE_BEFORE, 'four random words there')).toBe(false);
  });

  it('stores what it cost, and never the same string twice', async () => {
    const one = await hash('pâté en croûte', QUICK);
    expect(one).toMatch(/^\$argon2id\$v=19\$m=64,t=1,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
    expect(await hash('pâté en croûte', QUICK)).not.toBe(one);
    expect(await verify(one, 'pâté en croûte')).toBe(true);
    expect(await verify(one, '')).toBe(false);
  });

  it('refuses a string that it cannot have made', async () => {
    await expect(verify('$2b$10$abc', 'x')).rejects.toThrow('no argon2id string');
  });
});

import { hash, verify } from './argon2.ts';

// OWASP's first choice for argon2id: 19 MiB, two passes, one lane.
const COST = { memory: 19_456, passes: 2, parallelism: 1 };

export const LEAST_LENGTH = 12;

/** What is wrong with a new password, in words; undefined when it will do. Length only, as NIST SP 800-63B advises. */
export function passwordProblem(password: string, email: string): string | undefined {
  if (password.length < LEAST_LENGTH)
    return `The password must be ${LEAST_LENGTH} characters or longer. Three or four random words make a good one.`;
  if (password.length > 200) return 'The password must be 200 characters or shorter.';
  if (new Set(password).size < 5) return 'The password repeats too few characters. Choose another.';
  if (password.toLowerCase().includes(email.toLowerCase()))
    return 'The password must not contain the e-mail address.';
  return undefined;
}

export function hashPassword(password: string): Promise<string> {
  return hash(password, COST);
}

let dummy: Promise<string> | undefined;

/** Whether a password is right. Without a hash (nobody of that name) it takes the same time, and says no. */
export async function isPassword(stored: string | null, password: string): Promise<boolean> {
  dummy ??= hashPassword('nobody has this password');
  const matches = await verify(stored ?? (await dummy), password);
  return matches && stored !== null;
}

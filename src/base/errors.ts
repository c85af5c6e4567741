import type * as z from 'zod';

/**
 * What a failure means for the person who started the command, as DESIGN's exit codes give it:
 * `config` a bad setting, rule pack or adapter (2) · `store` the store cannot be used (3) · `locked` another run holds it (75).
 */
export type FailureKind = 'config' | 'store' | 'locked';

/** The exit code that each kind of failure ends a command with (75 is EX_TEMPFAIL of sysexits.h). */
export const EXIT_CODES: Readonly<Record<FailureKind, number>> = { config: 2, store: 3, locked: 75 };

/** Where a fault sits, as far as is known: a file, a field in it, a line and column (both from 1). */
export type FaultPlace = {
  readonly file?: string;
  readonly field?: string;
  readonly line?: number;
  readonly column?: number;
};

/** An error that is told to a person in one line: what is wrong, where, and what to do about it. */
export class Failure extends Error {
  readonly kind: FailureKind;
  readonly place: FaultPlace;

  constructor(kind: FailureKind, message: string, place: FaultPlace = {}, options?: ErrorOptions) {
    super(`${placeText(place)}${message}`, options);
    this.name = 'Failure';
    this.kind = kind;
    this.place = place;
  }
}

/** The message of anything thrown, in one line, for logs and run records. */
export function messageOf(thrown: unknown): string {
  const text = thrown instanceof Error ? thrown.message : String(thrown);
  return text.replaceAll(/\s+/g, ' ').trim();
}

// A disk that is full or failing, by the names that systems give to it; and what else is no fault of ours about a file.
const OF_THE_DISK = ['ENOSPC', 'EDQUOT', 'EIO'];
const OF_THE_FILE = [
  'EACCES',
  'EPERM',
  'EROFS',
  'ENOTDIR',
  'EISDIR',
  'EEXIST',
  'ENAMETOOLONG',
  'EMFILE',
  'ENFILE',
];

/** What the system refused of a file, as a failure (`store` where the disk is at fault, else `config`); undefined for anything else. */
export function systemFailure(thrown: unknown): Failure | undefined {
  if (!(thrown instanceof Error) || !('code' in thrown) || !('syscall' in thrown)) return undefined;
  const [code, say] = [String(thrown.code), messageOf(thrown)];
  if (OF_THE_DISK.includes(code))
    return new Failure('store', `${say}. The disk is full or failing; free some space and run it again`);
  if (OF_THE_FILE.includes(code))
    return new Failure('config', `${say}. See to that file or folder and to its rights, then run it again`);
  return undefined;
}

/** What is wrong with the value of a line, in words. */
export function issuesOf({ issues }: z.ZodError): string {
  return issues.map(({ path, message }) => `${path.join('.') || 'line'}: ${message}`).join('; ');
}

function placeText({ file, field, line, column }: FaultPlace): string {
  const at = line === undefined ? '' : `:${line}${column === undefined ? '' : `:${column}`}`;
  const parts = [file === undefined ? '' : `${file}${at}`, field ?? ''].filter((part) => part !== '');
  return parts.length === 0 ? '' : `${parts.join(', ')}: `;
}

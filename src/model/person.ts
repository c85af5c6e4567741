import type { KeptKeys } from './keys.ts';
import type { Role } from './role.ts';

/** Whoever sends a request. `formToken` must come with every form of theirs; programs with an API token have none. */
export type Person = {
  readonly id: number;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly keys: KeptKeys;
  readonly formToken: string | undefined;
  /** Of the session; undefined for an API token. */
  readonly sessionHash: string | undefined;
};

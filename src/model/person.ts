import type { KeptKeys } from './keys.ts';
import type { Role } from './role.ts';

/**
 * What a caller shows of themselves: nothing, a session's cookie (fresh while the signing in is not long ago), an API token,
 * or the token in a private feed's address.
 */
export type Principal = 'nobody' | 'session' | 'fresh-session' | 'api-token' | 'feed-token';

/** Whoever sends a request. `formToken` must come with every form of theirs; programs with an API token have none. */
export type Person = {
  readonly id: number;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly keys: KeptKeys;
  readonly principal: Exclude<Principal, 'nobody' | 'feed-token'>;
  readonly formToken: string | undefined;
  /** Of the session; undefined for an API token. */
  readonly sessionHash: string | undefined;
};

import type { Log } from '../base/log.ts';
import type { SendLetter } from '../model/letter.ts';
import type { Store } from '../store/open.ts';
import type { Views } from '../web/views.ts';
import type { CookieSettings } from './session.ts';

/** What signing in and joining are given. */
export type AccountDeps = {
  readonly store: Store;
  readonly views: Views;
  /** Unix ms. */
  readonly now: () => number;
  readonly cookie: CookieSettings;
  /** Sign-in by a proxy's header or by OpenID Connect, where they are set up. */
  readonly singleSignOn?: { readonly label: string; readonly path: string };
  readonly log: Log;
  readonly publicUrl: string;
  /** Sends a letter, where mail is set up; answers why it could not be sent. */
  readonly sendMail?: SendLetter;
};

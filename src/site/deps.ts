import type { Source } from '../base/source.ts';
import type { Pack } from '../classify/pack/pack.ts';
import type { Store } from '../store/open.ts';
import type { SendLetter } from '../model/letter.ts';
import type { Assets } from '../web/assets.ts';
import type { Views } from '../web/views.ts';

/** What the public pages are made with. */
export type PublishDeps = {
  readonly store: Store;
  readonly views: Views;
  readonly assets: Assets;
  /** Origin that readers use, without a slash at the end; every absolute link begins with it, whatever a request's Host says. */
  readonly publicUrl: string;
  /** Where people write to: an address of a page or of a mailbox. */
  readonly contact: string;
  readonly sources: readonly Pick<
    Source,
    'id' | 'name' | 'publisher' | 'home' | 'hosts' | 'urlRules' | 'dropParams' | 'paused'
  >[];
  /** The criteria that are published are the rules that are used. */
  readonly pack: Pick<Pack, 'groups' | 'gates' | 'rules'>;
  /** Signs the marks in public forms; a server may make a new one whenever it starts. */
  readonly secret: string;
  /** Absent where no mail can be sent: then nobody is offered letters. */
  readonly sendMail?: SendLetter;
  /** Unix ms. */
  readonly now: () => number;
};

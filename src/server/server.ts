import { join } from 'node:path';
import { defined } from '../base/defined.ts';
import type { Log } from '../base/log.ts';
import type { Source } from '../base/source.ts';
import { type RuleSet } from '../classify/rules.ts';
import { loadTaxonomy } from '../classify/load-taxonomy.ts';
import { PUBLISH_FILES, PUBLISH_STYLES, PUBLISH_VIEWS, publishPart, readPublicSide } from '../site/routes.ts';
import { mailer } from '../rounds/send-mail.ts';
import type { DeskDeps } from '../desk/deps.ts';
import { makeGate } from '../accounts/gate.ts';
import { DESK_FILES, DESK_STYLES, DESK_VIEWS, deskParts } from '../desk/routes.ts';
import { cookieSettings } from '../accounts/session.ts';
import { type Store, storeTrouble } from '../store/open.ts';
import { loadAssets } from '../web/assets.ts';
import type { ShellOptions } from '../web/shell.ts';
import type { Operations } from './operations.ts';
import { makeViews } from '../web/views.ts';
import type { Settings } from '../base/settings.ts';
import { formSecret } from './form-secret.ts';
import { singleSignOn } from '../accounts/single-sign-on.ts';

/** What a server is made of. The optional ones are doors to the crawl, which a test or a read-only server goes without. */
export type ServerDeps = {
  readonly store: Store;
  readonly settings: Settings;
  readonly rules: RuleSet;
  readonly sources: readonly Source[];
  readonly log: Log;
  /** Unix ms. */
  readonly now: () => number;
  readonly addByHand?: DeskDeps['addByHand'];
  /** As `addByHand`, for what readers suggest: the candidate's origin says so. */
  readonly addSuggested?: DeskDeps['addByHand'];
  readonly runNow?: DeskDeps['runNow'];
  readonly scoreAnew?: DeskDeps['scoreAnew'];
  readonly drawListing?: DeskDeps['drawListing'];
  readonly learntOf?: DeskDeps['learntOf'];
  readonly mendOf?: DeskDeps['mendOf'];
  /** For those who run the house: readiness, figures, the queue. */
  readonly operations?: Pick<Operations, 'part' | 'look'>;
  /** How long a request may take to arrive, in ms; as long as a form on a slow line takes, unless a test waits for its end. */
  readonly arrivalMs?: number;
};

/** The whole web server as values, for `makeShell`: the desk under `/desk`, the catalogue at `/`, and what they need. */
export async function serverOf(deps: ServerDeps): Promise<ShellOptions> {
  const { store, settings, sources, log, now } = deps;
  const assets = loadAssets({
    cacheDir: join(settings.dataDir, 'cache'),
    styles: [...DESK_STYLES, ...PUBLISH_STYLES],
    files: [...DESK_FILES, ...PUBLISH_FILES],
  });
  const views = makeViews([DESK_VIEWS, PUBLISH_VIEWS], assets);
  const cookie = cookieSettings(settings.publicUrl);
  const { publicUrl, mail } = settings;
  const secret = formSecret(settings.dataDir);
  const shared = { store, views, assets, log, now, publicUrl, sources };
  const sso = singleSignOn({ store, views, settings, cookie, log, now });
  const letters = defined({ sendMail: mailer(mail) });
  const desk: DeskDeps = {
    ...shared,
    cookie,
    get rules() {
      return deps.rules;
    },
    taxonomy: loadTaxonomy(),
    secret,
    ...letters,
    ...(sso === undefined ? {} : { singleSignOn: { label: sso.label, path: sso.path } }),
    ...defined({
      addByHand: deps.addByHand,
      addSuggested: deps.addSuggested,
      runNow: deps.runNow,
      scoreAnew: deps.scoreAnew,
      drawListing: deps.drawListing,
      learntOf: deps.learntOf,
      mendOf: deps.mendOf,
      lookRound: deps.operations?.look,
    }),
  };
  const catalogue = publishPart({
    ...shared,
    contact: settings.contact,
    get pack() {
      return deps.rules.source;
    },
    secret,
    ...letters,
  });
  await readPublicSide({ store });
  return {
    parts: [
      ...(deps.operations === undefined ? [] : [deps.operations.part]),
      ...deskParts(desk),
      ...(sso === undefined ? [] : [sso.part]),
      catalogue,
    ],
    gate: makeGate(desk),
    explain: storeTrouble,
    trustedProxies: settings.trustedProxies,
    ...defined({ arrivalMs: deps.arrivalMs }),
    ...shared,
  };
}

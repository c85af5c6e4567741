import type { Log } from '../base/log.ts';
import { messageOf } from '../base/errors.ts';
import { createMessenger } from '../fetch/messenger.ts';
import { userAgent } from '../fetch/request-headers.ts';
import { sendDigests } from '../review/digest.ts';
import type { Settings } from '../base/settings.ts';
import type { LoadedSource } from '../rounds/load-sources.ts';
import { formSecret } from './form-secret.ts';
import { sendAlerts } from '../site/alerts/letters.ts';
import { mailer } from '../rounds/send-mail.ts';
import type { Tools } from '../rounds/tools.ts';
import { VERSION } from '../base/version.ts';

const LOOK_MS = 10 * 60_000;

/** Looks every ten minutes whether anybody is due word of what is new, by the e-mail and the webhook that the settings name. */
export function sendNews(
  { store, now }: Pick<Tools, 'store' | 'now'>,
  loaded: readonly LoadedSource[],
  { settings, log }: { readonly settings: Settings; readonly log: Log },
): { readonly close: () => Promise<void> } {
  const { mail, digestWebhook: url, publicUrl } = settings;
  const messenger = createMessenger({
    allowHosts: settings.allowHosts,
    agent: userAgent(VERSION, settings.contact),
  });
  const webhook = async (text: string) => {
    const sent = url === undefined ? undefined : await messenger.postJson(url, { text });
    return sent?.ok === false ? sent.why : undefined;
  };
  const ways = {
    mail: mailer(mail),
    webhook: url === undefined ? undefined : webhook,
  };
  const secret = formSecret(settings.dataDir);
  const sourceName = (id: string) => loaded.find(({ source }) => source.id === id)?.source.name ?? id;
  const look = async (): Promise<void> => {
    const { mail: letters } = ways;
    const faults = await Promise.all([
      sendDigests({ store, now, publicUrl, secret, sourceName, ways }),
      letters === undefined ? [] : sendAlerts({ store, now, publicUrl, secret }, letters),
    ]).catch((error: unknown) => [messageOf(error)]);
    for (const fault of faults.flat()) log('warn.digest', { fault });
  };
  let under: Promise<void> = look();
  const timer = setInterval(() => {
    under = under.then(look);
  }, LOOK_MS);
  return {
    close: async () => {
      clearInterval(timer);
      await under;
      await messenger.close();
    },
  };
}

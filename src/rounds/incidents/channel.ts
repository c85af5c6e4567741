import { createMessenger, type Messenger, type Sent } from '../../fetch/messenger.ts';
import { userAgent } from '../../fetch/request-headers.ts';
import type { Settings } from '../../base/settings.ts';
import { sendMail } from '../send-mail.ts';
import { VERSION } from '../../base/version.ts';

/** Word for whoever looks after the sources. `text` is Markdown. */
export type IncidentMessage = { readonly subject: string; readonly text: string };

/** Where incidents are told: a channel of their own, apart from news of candidates. */
export type Channel = {
  /** Answers why nobody was reached, or undefined when somebody was. */
  readonly send: (message: IncidentMessage) => Promise<string | undefined>;
  readonly close: () => Promise<void>;
};

/**
 * Opens the channel that the settings name: INCIDENT_WEBHOOK, INCIDENT_EMAIL or both. Where neither is set, word goes
 * to stderr, one line an event, which cron mails.
 */
export function openChannel(settings: Settings, stderr: NodeJS.WritableStream): Channel {
  const messenger = createMessenger({
    allowHosts: settings.allowHosts,
    agent: userAgent(VERSION, settings.contact),
  });
  const senders = [...webhook(settings, messenger), ...mail(settings)];
  return {
    send: async (message) => {
      if (senders.length === 0) {
        stderr.write(`lamplighter: ${message.subject}\n`);
        return undefined;
      }
      const sent = await Promise.all(senders.map((send) => send(message)));
      return sent.some(({ ok }) => ok) ? undefined : faults(sent);
    },
    close: () => messenger.close(),
  };
}

type Sender = (message: IncidentMessage) => Promise<Sent>;

/** `{"text": …}`, as Slack, Mattermost, Rocket.Chat and Google Chat take it. */
function webhook({ incidentWebhook: url }: Settings, messenger: Messenger): Sender[] {
  if (url === undefined) return [];
  return [({ subject, text }) => messenger.postJson(url, { text: `*${subject}*\n\n${text}` })];
}

function mail({ incidentEmail: to, mail: account }: Settings): Sender[] {
  if (to === undefined || account === undefined) return [];
  return [
    async ({ subject, text }) => {
      const why = await sendMail(account, { to, subject, text });
      return why === undefined ? { ok: true } : { ok: false, why };
    },
  ];
}

function faults(sent: readonly Sent[]): string | undefined {
  const why = sent.flatMap((one) => (one.ok ? [] : [one.why]));
  return why.length === 0 ? undefined : why.join('; ');
}

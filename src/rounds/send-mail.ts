import { messageOf } from '../base/errors.ts';
import type { Settings } from '../base/settings.ts';
import type { Letter, SendLetter } from '../model/letter.ts';

type Account = NonNullable<Settings['mail']>;

const PATIENCE_MS = 10_000;

/** Why a mail server would take no mail from us: it does not answer, or not to this account. Undefined when it would. */
export async function mailFault({ smtpUrl }: Account): Promise<string | undefined> {
  const { createTransport } = await import('nodemailer');
  const patience = {
    connectionTimeout: PATIENCE_MS,
    greetingTimeout: PATIENCE_MS,
    socketTimeout: PATIENCE_MS,
  };
  const transport = createTransport({ url: smtpUrl, ...patience });
  try {
    await transport.verify();
    return undefined;
  } catch (error) {
    return messageOf(error);
  } finally {
    transport.close();
  }
}

/** Sends one e-mail. Answers why it could not be sent, or undefined when the server took it; never rejects. */
export async function sendMail({ smtpUrl, from }: Account, letter: Letter): Promise<string | undefined> {
  try {
    // Loaded only when there is something to say: most crawls say nothing.
    const { createTransport } = await import('nodemailer');
    await createTransport(smtpUrl, { from }).sendMail({ ...letter, headers: { ...letter.headers } });
    return undefined;
  } catch (error) {
    return messageOf(error);
  }
}

/** Sends letters from an account; undefined where the settings name none. */
export function mailer(account: Account | undefined): SendLetter | undefined {
  return account && ((letter) => sendMail(account, letter));
}

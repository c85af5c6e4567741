import { messageOf } from '../base/errors.ts';
import type { Settings } from '../base/settings.ts';

type Account = NonNullable<Settings['mail']>;
type Letter = { readonly to: string; readonly subject: string; readonly text: string };

/** Sends one e-mail. Answers why it could not be sent, or undefined when the server took it; never rejects. */
export async function sendMail({ smtpUrl, from }: Account, letter: Letter): Promise<string | undefined> {
  try {
    // Loaded only when there is something to say: most crawls say nothing.
    const { createTransport } = await import('nodemailer');
    await createTransport(smtpUrl, { from }).sendMail(letter);
    return undefined;
  } catch (error) {
    return messageOf(error);
  }
}

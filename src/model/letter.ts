/** A letter as a mail server is given it. */
export type Letter = {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly headers?: Readonly<Record<string, string>>;
};

/** Sends a letter; answers why it could not, or undefined. */
export type SendLetter = (letter: Letter) => Promise<string | undefined>;

import { readSigned, signed } from '../web/signed.ts';

/** What a link in a letter lets its reader do: accept one post, as they were told of it, until a day. */
export type AnswerOffer = {
  readonly candidateId: number;
  readonly versionSeen: number;
  readonly reviewerId: number;
  /** Unix ms. */
  readonly until: number;
};

/** The path that holds an offer, signed: nobody can make one up, or turn it into another. */
export function answerPath(secret: string, offer: AnswerOffer): string {
  const said = [offer.candidateId, offer.versionSeen, offer.reviewerId, offer.until].join('-');
  return `/answer/${signed(secret, 'answer', said)}`;
}

/** Reads what `answerPath` signed; undefined for whatever it did not, and for what is too old. */
export function readAnswer(secret: string, token: string, now: number): AnswerOffer | undefined {
  const said = readSigned(secret, 'answer', token);
  if (said === undefined) return undefined;
  const [candidateId = 0, versionSeen = 0, reviewerId = 0, until = 0] = said.split('-').map(Number);
  return now > until ? undefined : { candidateId, versionSeen, reviewerId, until };
}

/** One a link: a second press of it is known by this, also after the decision was undone. */
export function answerNonce({ candidateId, versionSeen, reviewerId, until }: AnswerOffer): string {
  return `letter-${candidateId}-${versionSeen}-${reviewerId}-${until}`;
}

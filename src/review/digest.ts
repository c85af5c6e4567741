import { DAY } from '../base/durations.ts';
import type { Store } from '../store/open.ts';
import { candidatesSince } from '../store/overview.ts';
import {
  claimDigest,
  claimWebhookDigest,
  type ReviewerRow,
  reviewerRows,
  webhookDigestSentAt,
} from '../store/reviewers.ts';
import { plural, shorten } from '../web/words.ts';

const MOST = 20;

/** Ways to send word; each answers why it failed, or undefined. Absent where the settings name none. */
export type DigestChannels = {
  readonly mail?:
    | ((message: {
        readonly to: string;
        readonly subject: string;
        readonly text: string;
      }) => Promise<string | undefined>)
    | undefined;
  readonly webhook?: ((text: string) => Promise<string | undefined>) | undefined;
};

export type DigestDeps = {
  readonly store: Store;
  readonly now: () => number;
  readonly publicUrl: string;
  readonly sourceName: (id: string) => string;
  readonly ways: DigestChannels;
};

/**
 * Tells everybody who is due a digest what is new on the desk: people by e-mail, daily or weekly as each chose, and the webhook
 * daily. Nothing new sends nothing. What fails is tried again at the next look. Answers what went wrong.
 */
export async function sendDigests(deps: DigestDeps): Promise<string[]> {
  const faults: string[] = [];
  const { mail, webhook } = deps.ways;
  if (mail !== undefined)
    for (const person of reviewerRows(deps.store)) {
      const fault = await mailTo(deps, person, mail);
      if (fault !== undefined) faults.push(`digest for ${person.email}: ${fault}`);
    }
  if (webhook !== undefined) {
    const fault = await tellWebhook(deps, webhook);
    if (fault !== undefined) faults.push(`digest webhook: ${fault}`);
  }
  return faults;
}

async function mailTo(
  deps: DigestDeps,
  person: ReviewerRow,
  mail: NonNullable<DigestChannels['mail']>,
): Promise<string | undefined> {
  const period = { none: undefined, daily: DAY, weekly: 7 * DAY }[person.digest];
  if (period === undefined || person.disabledAt !== null) return undefined;
  const was = person.digestSentAt;
  return inTurn(
    deps,
    { was, period, claim: (from, to) => claimDigest(deps.store, person.id, from, to) },
    (digest) => mail({ to: person.email, ...digest }),
  );
}

function tellWebhook(
  deps: DigestDeps,
  webhook: NonNullable<DigestChannels['webhook']>,
): Promise<string | undefined> {
  const was = webhookDigestSentAt(deps.store);
  const claim = (from: number, to: number) => claimWebhookDigest(deps.store, from, to);
  return inTurn(deps, { was, period: DAY, claim }, ({ subject, text }) => webhook(`*${subject}*\n\n${text}`));
}

type Turn = {
  readonly was: number;
  readonly period: number;
  readonly claim: (from: number, to: number) => boolean;
};
type Digest = { readonly subject: string; readonly text: string };

// Claimed before it is sent, so that two processes never both send it; given back when sending fails.
async function inTurn(
  deps: DigestDeps,
  { was, period, claim }: Turn,
  send: (digest: Digest) => Promise<string | undefined>,
): Promise<string | undefined> {
  const at = deps.now();
  if (at - was < period || !claim(was, at)) return undefined;
  const digest = digestOf(deps, Math.max(was, at - period));
  if (digest === undefined) return undefined;
  const fault = await send(digest);
  if (fault !== undefined) claim(at, was);
  return fault;
}

function digestOf({ store, publicUrl, sourceName }: DigestDeps, since: number): Digest | undefined {
  const found = candidatesSince(store, since, MOST + 1);
  if (found.length === 0) return undefined;
  const lines = found
    .slice(0, MOST)
    .map(({ id, title, sourceId, score }) =>
      [
        `${Math.round(score * 10) / 10}  ${oneLine(title)}`,
        `      ${sourceName(sourceId)}: ${publicUrl}/desk/${id}`,
      ].join('\n'),
    );
  const n = found.length > MOST ? `More than ${MOST} new posts` : plural(found.length, 'new post');
  const more = found.length > MOST ? `\n\n… and more: ${publicUrl}/desk` : '';
  const foot = `\n\nStart with the best: ${publicUrl}/desk\nHow often this comes: ${publicUrl}/desk/me\n`;
  return { subject: `Lamplighter: ${n} on the desk`, text: lines.join('\n') + more + foot };
}

/** A title in one line: a line break of a hostile one must not write into the mail. */
function oneLine(title: string): string {
  return shorten(title.replaceAll(/[\s\p{Cc}]+/gu, ' ').trim(), 120);
}

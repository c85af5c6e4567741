import { DAY } from '../base/durations.ts';
import type { SendLetter } from '../model/letter.ts';
import type { Store } from '../store/open.ts';
import { candidateRow } from '../store/desk.ts';
import { claimMention, untoldMentions } from '../store/mentions.ts';
import { candidatesSince } from '../store/overview.ts';
import { storedPost } from '../store/posts.ts';
import {
  claimDigest,
  claimWebhookDigest,
  type ReviewerRow,
  reviewerRows,
  webhookDigestSentAt,
} from '../store/reviewers.ts';
import { verdictOf } from '../store/verdicts.ts';
import { mayAct } from '../web/access.ts';
import { oneLine, plural } from '../web/words.ts';
import { answerPath } from './answer-link.ts';
import { answersOf } from './answers.ts';

const MOST = 20;
/** A weekly letter may lie a week before it is read. */
const ANSWER_MS = 14 * DAY;

/** Ways to send word; each answers why it failed, or undefined. Absent where the settings name none. */
export type DigestChannels = {
  readonly mail?: SendLetter | undefined;
  readonly webhook?: ((text: string) => Promise<string | undefined>) | undefined;
};

export type DigestDeps = {
  readonly store: Store;
  readonly now: () => number;
  readonly publicUrl: string;
  /** What links in letters are signed with. */
  readonly secret: string;
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
  if (mail !== undefined) {
    for (const person of reviewerRows(deps.store)) {
      const fault = await mailTo(deps, person, mail);
      if (fault !== undefined) faults.push(`digest for ${person.email}: ${fault}`);
    }
    faults.push(...(await tellMentions(deps, mail)));
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
    { was, period, claim: (from, to) => claimDigest(deps.store, person.id, from, to), reader: person },
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
  /** Whose letter it is; the webhook's is everybody's, so nothing in it acts as anybody. */
  readonly reader?: ReviewerRow;
};
type Digest = { readonly subject: string; readonly text: string };

// Claimed before it is sent, so that two processes never both send it; given back when sending fails.
async function inTurn(
  deps: DigestDeps,
  { was, period, claim, reader }: Turn,
  send: (digest: Digest) => Promise<string | undefined>,
): Promise<string | undefined> {
  const at = deps.now();
  if (at - was < period || !claim(was, at)) return undefined;
  const digest = digestOf(deps, Math.max(was, at - period), reader);
  if (digest === undefined) return undefined;
  const fault = await send(digest);
  if (fault !== undefined) claim(at, was);
  return fault;
}

function digestOf(deps: DigestDeps, since: number, reader: ReviewerRow | undefined): Digest | undefined {
  const { store, publicUrl, sourceName } = deps;
  const found = candidatesSince(store, since, MOST + 1);
  if (found.length === 0) return undefined;
  const lines = found
    .slice(0, MOST)
    .map(({ id, title, sourceId, score }) =>
      [
        `${Math.round(score * 10) / 10}  ${oneLine(title)}`,
        `      ${sourceName(sourceId)}: ${publicUrl}/desk/${id}`,
        ...(reader === undefined ? [] : answerLines(deps, id, reader)),
      ].join('\n'),
    );
  const n = found.length > MOST ? `More than ${MOST} new posts` : plural(found.length, 'new post');
  const more = found.length > MOST ? `\n\n… and more: ${publicUrl}/desk` : '';
  const foot = `\n\nStart with the best: ${publicUrl}/desk\nHow often this comes: ${publicUrl}/desk/me\n`;
  return { subject: `Lamplighter: ${n} on the desk`, text: lines.join('\n') + more + foot };
}

/** The best sentence on what came of it, and a link that accepts the post as this reader, where they may. */
function answerLines(
  { store, publicUrl, secret, now }: DigestDeps,
  id: number,
  reader: ReviewerRow,
): string[] {
  const candidate = candidateRow(store, id);
  const post = candidate === undefined ? undefined : storedPost(store, candidate.postId);
  if (candidate === undefined || post === undefined || !mayAct(reader.role, 'reviewer')) return [];
  const outcome = answersOf(post, verdictOf(store, post.id)).find(({ slug }) => slug === 'outcome');
  const offer = {
    candidateId: id,
    versionSeen: candidate.version,
    reviewerId: reader.id,
    until: now() + ANSWER_MS,
  };
  return [
    ...(outcome === undefined || outcome.sentence === '' ? [] : [`      “${oneLine(outcome.sentence)}”`]),
    `      Accept it: ${publicUrl}${answerPath(secret, offer)}`,
  ];
}

/** Writes to each person whom a note mentions, once; what could not be sent is tried again at the next look. */
async function tellMentions(
  { store, now, publicUrl }: DigestDeps,
  mail: NonNullable<DigestChannels['mail']>,
): Promise<string[]> {
  const faults: string[] = [];
  for (const mention of untoldMentions(store, MOST)) {
    if (!claimMention(store, mention, now())) continue;
    const { by, email, title, note, candidateId } = mention;
    const fault = await mail({
      to: email,
      subject: `Lamplighter: ${oneLine(by)} mentions you`,
      text: `${oneLine(by)} wrote on “${oneLine(title)}”:\n\n${note}\n\nThe post: ${publicUrl}/desk/${candidateId}\n`,
    });
    if (fault === undefined) continue;
    claimMention(store, mention, null);
    faults.push(`mention of ${email}: ${fault}`);
  }
  return faults;
}

import { auditChances } from './audits.ts';
import { binOf } from './curves.ts';
import { estimate } from './estimate.ts';

export type ScoredLabel = { readonly score: number; readonly wanted: boolean };

const STREAMS_OF = [200, 600, 2000];
const PREVALENCES = [0.01, 0.03, 0.1, 0.3];
/** A fifth of what is read are audits, and thirty at least. */
const AUDITS = { fewest: 30, ofRead: 0.25 };

/**
 * How often the stated range holds the truth: streams are drawn from posts whose score and label are known, everything above the line
 * is read and some below it, drawn by score. Streams of which nothing can be said yet are left out.
 * @param random answers from 0 up to 1; the same one gives the same figure.
 */
export function rangesHold(
  posts: readonly ScoredLabel[],
  {
    line,
    streams,
    random,
  }: { readonly line: number; readonly streams: number; readonly random: () => number },
): { readonly told: number; readonly held: number } {
  const wanted = posts.filter((post) => post.wanted);
  const others = posts.filter((post) => !post.wanted);
  let told = 0;
  let held = 0;
  for (let at = 0; at < streams; at += 1) {
    const size = STREAMS_OF[at % STREAMS_OF.length] ?? 0;
    const prevalence = PREVALENCES[Math.floor(at / STREAMS_OF.length) % PREVALENCES.length] ?? 0;
    const stream = Array.from({ length: size }, () => one(random() < prevalence ? wanted : others, random));
    const said = estimate({ ...read(stream, line, random), line });
    if (said.kind === 'unknown') continue;
    const truth = stream.filter((post) => post.wanted).length;
    told += 1;
    held += truth >= said.low && truth <= said.high ? 1 : 0;
  }
  return { told, held };
}

function one(posts: readonly ScoredLabel[], random: () => number): ScoredLabel {
  return posts[Math.floor(random() * posts.length)] ?? { score: 0, wanted: false };
}

function read(stream: readonly ScoredLabel[], line: number, random: () => number) {
  const below = stream.filter(({ score }) => score < line);
  const chances = auditChances(
    below.map(({ score }) => score),
    line,
    Math.max(AUDITS.fewest, AUDITS.ofRead * (stream.length - below.length)),
  );
  let at = -1;
  const counts = {
    accepted: new Map<number, number>(),
    rejected: new Map<number, number>(),
    unread: new Map<number, number>(),
  };
  for (const post of stream) {
    const isRead = post.score >= line || random() < (chances[(at += 1)] ?? 0);
    const into = !isRead ? counts.unread : post.wanted ? counts.accepted : counts.rejected;
    into.set(binOf(post.score), (into.get(binOf(post.score)) ?? 0) + 1);
  }
  return counts;
}

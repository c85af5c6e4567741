import { auditChances, auditsOwed } from '../../src/learn/found/audits.ts';
import { binOf } from '../../src/learn/found/curves.ts';
import { sourceLine } from '../../src/learn/found/source-line.ts';
import type { Ranked } from '../../src/learn/simulate.ts';
import type { RuleSet } from '../../src/classify/rules.ts';

/** What reading streams came to: posts read for each case found, audits included, and the share of the cases that were found. */
type Reading = { readonly perCase: number; readonly recall: number };

const STREAMS = { of: 1200, parts: 15, drawn: 12 };

/**
 * Reads streams drawn from scored posts, in parts as a source brings them: all above the line and the audits owed, the line being the pack's,
 * or the source's own and worked out anew after each part. @param random answers from 0 up to 1.
 */
export function readStreams(
  posts: Ranked,
  { queue, strong }: RuleSet['thresholds'],
  { prevalence, own, random }: { prevalence: number; own: boolean; random: () => number },
): Reading {
  const kinds = [true, false].map((wanted) => posts.filter((post) => post.wanted === wanted));
  let [read, found, wanted] = [0, 0, 0];
  for (let stream = 0; stream < STREAMS.drawn; stream += 1) {
    const accepted = new Map<number, number>();
    const rejected = new Map<number, number>();
    let line = queue;
    let below: Ranked = [];
    let [decided, decidedBefore] = [0, 0];
    const decide = (post: Ranked[number]): void => {
      decided += 1;
      const into = post.wanted ? accepted : rejected;
      into.set(binOf(post.score), (into.get(binOf(post.score)) ?? 0) + 1);
    };
    for (let part = 0; part < STREAMS.parts; part += 1) {
      const come = Array.from({ length: STREAMS.of / STREAMS.parts }, () => {
        const from = kinds[random() < prevalence ? 0 : 1] ?? [];
        return from[Math.floor(random() * from.length)] ?? { score: 0, wanted: false };
      });
      wanted += come.filter((post) => post.wanted).length;
      const lain = [...come, ...below];
      for (const post of lain.filter(({ score }) => score >= line)) decide(post);
      below = lain.filter(({ score }) => score < line);
      const owed = auditsOwed({ decided: decided - decidedBefore, waiting: 0 });
      const chances = auditChances(
        below.map(({ score }) => score),
        line,
        owed,
      );
      const drawn = below.filter((_, at) => owed > 0 && random() < (chances[at] ?? 0));
      if (owed > 0) decidedBefore = decided;
      for (const post of drawn) decide(post);
      below = below.filter((post) => !drawn.includes(post));
      if (own) line = sourceLine({ accepted, rejected, line: queue }, strong);
    }
    read += decided;
    found += [...accepted.values()].reduce((sum, count) => sum + count, 0);
  }
  return { perCase: read / found, recall: found / wanted };
}

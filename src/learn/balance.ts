import type { LabelledPost } from './labelled.ts';

/** Posts of fewer words are summaries; longer ones are whole pages. Each kind is balanced for itself, so that neither drowns the other. */
const SUMMARY_WORDS = 200;

type Counted = Pick<LabelledPost, 'label' | 'words'>;

/**
 * How much each post counts. Of one kind all posts under one label that is not wanted count together no more than the posts on buying
 * that are no case studies, from which cases are hardest to tell: a stream of other things teaches the same again. Wanted posts count
 * by the root of how much rarer they are then.
 */
export function balance(posts: readonly Counted[]): number[] {
  const [summaries, pages] = [false, true].map((whole) =>
    scalesOf(posts.filter((post) => isWhole(post) === whole)),
  );
  return posts.map((post) => (isWhole(post) ? pages : summaries)?.get(post.label) ?? 1);
}

function scalesOf(posts: readonly Counted[]): ReadonlyMap<string, number> {
  const many = new Map<string, number>();
  for (const { label } of posts) many.set(label, (many.get(label) ?? 0) + 1);
  const hardest = many.get('procurement-other');
  const scales = new Map<string, number>();
  let others = 0;
  for (const [label, count] of many) {
    if (label === 'case-study') continue;
    scales.set(label, Math.min(1, (hardest ?? count) / count));
    others += Math.min(count, hardest ?? count);
  }
  return scales.set('case-study', Math.sqrt(others / Math.max(1, many.get('case-study') ?? 0)));
}

function isWhole({ words }: Counted): boolean {
  return words > SUMMARY_WORDS;
}

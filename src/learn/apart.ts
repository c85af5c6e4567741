import { auc, type Ranked, simulate, type Simulated } from './simulate.ts';

/** A post's scores by what others taught, and whether it is wanted. */
export type ScoredApart = { readonly wanted: boolean; readonly whole: number; readonly rules: number };

/** What reading one part of the posts would be like: what all together do hides a part that fails. */
export type Apart = {
  readonly name: string;
  readonly posts: number;
  readonly wanted: number;
  /** Posts above the line, and how many of them are wanted. */
  readonly shown: number;
  readonly found: number;
  readonly auc: number;
  readonly rules: Simulated;
  readonly lines: Simulated;
  readonly whole: Simulated;
};

/**
 * Posts part by part, the largest first; those without a wanted post or without another have nothing to
 * rank and are left out. @param line from which score on a post is shown. @param nameOf names a post's part.
 */
export function judgeApart<Post extends ScoredApart>(
  posts: readonly Post[],
  line: number,
  nameOf: (post: Post) => string,
): Apart[] {
  const parts = [...Map.groupBy(posts, nameOf)].toSorted(
    ([name, part], [other, rest]) => rest.length - part.length || (name < other ? -1 : 1),
  );
  return parts.flatMap(([name, part]) => {
    const wanted = part.filter((post) => post.wanted).length;
    if (wanted === 0 || wanted === part.length) return [];
    const shown = part.filter(({ whole }) => whole >= line);
    const ranked = (of: (post: Post) => number): Ranked =>
      part.map((post) => ({ score: of(post), wanted: post.wanted }));
    const whole = ranked((post) => post.whole);
    return [
      {
        ...{ name, posts: part.length, wanted, shown: shown.length, auc: auc(whole) },
        found: shown.filter((post) => post.wanted).length,
        rules: simulate(ranked((post) => post.rules)),
        lines: simulate(ranked((post) => post.whole - post.rules)),
        whole: simulate(whole),
      },
    ];
  });
}

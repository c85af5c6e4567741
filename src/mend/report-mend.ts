import type { ReplayReport } from '../workshop/replay-kept.ts';
import { approachName } from '../workshop/survey/approach.ts';
import type { Mend } from './mend-source.ts';

/** What came of `sources mend`, as `--json` prints it. */
export type MendReport = {
  readonly id: string;
  readonly file: string;
  /** How it is read from now on. */
  readonly by: string;
  readonly witness: string | null;
  /** Posts on record that the listing shows, that it does not, and cards that are none of them. */
  readonly posts: { readonly found: number; readonly lost: number; readonly gained: number };
  readonly lost: readonly { readonly url: string; readonly title: string }[];
  readonly gained: readonly { readonly url: string; readonly title: string | null }[];
  /** Posts that get another name besides, since no rule turns their new addresses into the old ones. */
  readonly renamed: number;
  /** What the adapter would read otherwise from pages that are kept. */
  readonly kept: { readonly reread: number; readonly changed: number; readonly unreadable: number };
  readonly articleIsKept: boolean;
  readonly keepGoes: boolean;
  readonly diff: readonly string[];
};

const SHOWN = 5;

export function reportMend(
  { source, way, found, lost, renamed, articleIsKept, keepGoes }: Mend,
  {
    diff,
    file,
    replay,
  }: { readonly diff: readonly string[]; readonly file: string; readonly replay: ReplayReport },
): MendReport {
  return {
    id: source.id,
    file,
    by: approachName(way.kind),
    witness: source.witness?.kind ?? null,
    posts: { found: found.pairs.length, lost: lost.length, gained: found.strangers.length },
    lost: lost.slice(0, SHOWN).map(({ url, title }) => ({ url, title })),
    gained: found.strangers.slice(0, SHOWN).map(({ url, title }) => ({ url, title: title ?? null })),
    renamed: renamed.length,
    kept: {
      reread: replay.reread,
      changed: replay.changes.length,
      unreadable: replay.changes.filter(({ kind }) => kind === 'unreadable').length,
    },
    articleIsKept,
    keepGoes,
    diff,
  };
}

export function sayMend({
  posts,
  lost,
  gained,
  renamed,
  kept,
  keepGoes,
  by,
  witness,
  diff,
  id,
}: MendReport): string {
  const lines = [
    `${id}: read by its ${by}; witness: ${witness ?? 'none'}`,
    `  ${posts.found} posts on record are shown, ${posts.lost} are not, ${posts.gained} are new to us`,
    ...lost.map(({ url, title }) => `    - ${title}  ${url}`),
    ...gained.map(({ url, title }) => `    + ${title ?? '(no title)'}  ${url}`),
    ...(renamed === 0
      ? []
      : [`  ${renamed} posts have other addresses now, and keep their place under both`]),
    ...(keepGoes ? ['  “keep” turns away most of what is on record at its new addresses: it goes'] : []),
    `  Of ${kept.reread} kept pages ${kept.changed} would be read otherwise, ${kept.unreadable} not at all`,
    ...diff.map((line) => `    ${line}`),
  ];
  return `${lines.join('\n')}\n`;
}

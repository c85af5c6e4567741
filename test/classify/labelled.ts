import { existsSync, readFileSync } from 'node:fs';
import { classify } from '../../src/classify/classify.ts';
import { resolveCouncil, currentOf } from '../../src/classify/councils/councils.ts';
import type { RuleSet } from '../../src/classify/rules.ts';
import { textBlocks } from '../../src/classify/text-blocks.ts';
import { buyersOf, type Verdict } from '../../src/model/verdict.ts';

/** A real post that a person has labelled; test/labelled/README.md says how. */
export type Labelled = {
  readonly id: string;
  readonly source: string;
  readonly url: string;
  readonly title: string;
  readonly summary: string;
  readonly label: 'case-study' | 'procurement-other' | 'council-other' | 'other';
  readonly council: string;
  readonly councilToo?: string;
  readonly note: string;
};

export type Judged = { readonly row: Labelled; readonly verdict: Verdict };

export function readLabelled(): Labelled[] {
  return readLines(new URL('../labelled/posts.jsonl', import.meta.url)) as Labelled[];
}

/** Values of a JSON Lines file; [] where there is none. */
export function readLines(file: URL): unknown[] {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.filter((line) => line !== '').map((line): unknown => JSON.parse(line));
}

export function judgeAll(rows: readonly Labelled[], rules: RuleSet): Judged[] {
  return rows.map((row) => {
    const { url, title, summary } = row;
    return { row, verdict: classify({ url, title, blocks: textBlocks(summary) }, rules) };
  });
}

/** What a person says that a case study is about, in slugs of the taxonomy; `…Too` may be found and need not. */
export type FactLabels = {
  readonly id: string;
  readonly topics: readonly string[];
  readonly topicsToo: readonly string[];
  readonly practices: readonly string[];
  readonly practicesToo: readonly string[];
  readonly stages: readonly string[];
};

export function readFactLabels(rules: RuleSet): { readonly labels: FactLabels; readonly verdict: Verdict }[] {
  const rows = ['posts', 'posts-2', 'posts-3'].flatMap(
    (set) => readLines(new URL(`../labelled/${set}.jsonl`, import.meta.url)) as Labelled[],
  );
  const labels = readLines(new URL('../labelled/facts.jsonl', import.meta.url)) as FactLabels[];
  return labels.flatMap((one) =>
    judgeAll(
      rows.filter(({ id }) => id === one.id),
      rules,
    ).map(({ verdict }) => ({ labels: one, verdict })),
  );
}

/** The same of posts drawn from the web, with who bought (`council`); test/labelled/README.md says how. */
export function readRoleLabels(
  rules: RuleSet,
  set: 'roles' | 'roles-2' | 'roles-3' = 'roles',
): { readonly labels: FactLabels & Labelled; readonly verdict: Verdict }[] {
  const rows = readLines(new URL(`../labelled/${set}.jsonl`, import.meta.url)) as (FactLabels & Labelled)[];
  const verdicts = judgeAll(rows, rules);
  return rows.flatMap((labels, at) => verdicts.slice(at, at + 1).map(({ verdict }) => ({ labels, verdict })));
}

/** Codes of who is called a buyer of a drawn post, without whom a person leaves open (`councilToo`), and of who bought. */
export function buyersTold({ labels, verdict }: ReturnType<typeof readRoleLabels>[number]): {
  readonly told: readonly string[];
  readonly wanted: readonly string[];
} {
  const wanted = councilsNamed(labels);
  const open = councilsNamed({ ...labels, council: labels.councilToo ?? '' });
  const told = buyersOf(verdict).map(({ code }) => code);
  return { told: told.filter((code) => wanted.includes(code) || !open.includes(code)), wanted };
}

export function isGold({ row }: Judged): boolean {
  return row.note.includes('[gold]');
}

/**
 * Codes of the current councils that a row's `council` column names, leaving out what is no British council; with `shown`,
 * only those that its title or summary names too: the column also holds what the page says that was not kept.
 */
export function councilsNamed(row: Labelled, { shown = false } = {}): string[] {
  const text = ` ${row.title} ${row.summary} `.replaceAll('&', 'and').toLowerCase();
  const names = row.council.split(';').map((name) => name.replaceAll(/\(.*\)/g, '').trim());
  return names
    .filter((name) => name !== '' && (!shown || text.includes(name.replaceAll('&', 'and').toLowerCase())))
    .flatMap((name) => {
      const council = resolveCouncil(name);
      return council === undefined ? [] : currentOf(council.code).map(({ code }) => code);
    });
}

// `node test/classify/quality.ts`: how good the rules are, on the labelled posts and, where they are present, on whole blogs.
import { classify } from '../../src/classify/classify.ts';
import { loadRules, type RuleSet } from '../../src/classify/rules.ts';
import { htmlBlocks } from '../../src/run/html-blocks.ts';
import {
  auc,
  choose,
  councilsNamed,
  isBorderline,
  isGold,
  isPositive,
  type Judged,
  judgeAll,
  readLabelled,
  readLines,
  recallAfterReading,
} from './labelled.ts';

const rules = loadRules();
const all = judgeAll(readLabelled(), rules);
const strict = all.filter((one) => !isBorderline(one));
const verbose = process.argv.includes('--list');

say('queue line, strict', choose(strict, inQueue));
say('queue line, with borderline', choose(all, inQueue));
say('strong band, strict', choose(strict, isStrong));
say('strong band, with borderline', choose(all, isStrong));
for (const part of [0.1, 0.2])
  console.log(`recall after reading the best ${part * 100} %: ${percent(recallAfterReading(strict, part))}`);
console.log(`AUC, strict: ${auc(strict.map(toScored)).toFixed(3)}`);
console.log(
  `gold: ${all
    .filter(isGold)
    .map((one) => `${one.verdict.score} ${one.verdict.band}`)
    .join(', ')}`,
);
tellLabels();
tellCouncils();
if (verbose) tellErrors();
tellBlogs(rules);

function inQueue({ verdict }: Judged): boolean {
  return verdict.band !== 'below';
}

function isStrong({ verdict }: Judged): boolean {
  return verdict.band === 'strong';
}

function toScored(one: Judged): { score: number; wanted: boolean } {
  return { score: one.verdict.score, wanted: isPositive(one) };
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

function say(name: string, { recall, precision, found, wanted, taken }: ReturnType<typeof choose>): void {
  console.log(
    `${name}: recall ${percent(recall)} (${found}/${wanted}), precision ${percent(precision)} (${found}/${taken})`,
  );
}

function tellLabels(): void {
  const labels = [...new Set(all.map(({ row }) => row.label))];
  for (const label of labels) {
    const of = all.filter(({ row }) => row.label === label);
    const bands = ['strong', 'queue', 'below'].map(
      (band) => `${band} ${of.filter((one) => one.verdict.band === band).length}`,
    );
    console.log(`  ${label}: ${bands.join(', ')}`);
  }
}

function tellCouncils(): void {
  let [right, found, hit, shown] = [0, 0, 0, 0];
  for (const { row, verdict } of all) {
    const codes = verdict.councils.map(({ code }) => code);
    const named = new Set(councilsNamed(row));
    const wanted = new Set(councilsNamed(row, { shown: true }));
    found += codes.length;
    right += codes.filter((code) => named.has(code)).length;
    shown += wanted.size;
    hit += [...wanted].filter((code) => codes.includes(code)).length;
    const missed = [...wanted].filter((code) => !codes.includes(code));
    const extra = verdict.councils.filter(({ code }) => !named.has(code));
    if (verbose && missed.length + extra.length > 0)
      console.log(
        `    councils of ${row.id} (${row.council}): missed ${missed.join(' ')}; extra ${extra.map(({ code, as }) => `${code} "${as}"`).join(', ')}`,
      );
  }
  console.log(
    `councils: recall ${percent(hit / shown)} of ${shown} that the text shows, precision ${percent(right / found)} of ${found}`,
  );
}

function tellErrors(): void {
  const wrong = strict.filter((one) => isPositive(one) !== inQueue(one));
  for (const { row, verdict } of wrong) {
    const hits = verdict.hits.map(({ rule, points }) => `${rule} ${points}`).join(', ');
    const caps = verdict.caps.map(({ say }) => say).join(', ');
    console.log(
      `\n${row.label} ${verdict.score} ${row.id} | ${row.title} | ${row.summary}\n    ${hits}${caps === '' ? '' : ` [${caps}]`}`,
    );
  }
}

/** Full posts of digital-government blogs: another genre, so a test of ranking and of long pages only. */
function tellBlogs(rules: RuleSet): void {
  const shared = new URL('../../../shared/', import.meta.url);
  type Label = { id: string; label: string; borderline?: boolean };
  type Post = { id: string; title: string; url_path: string; body_html: string };
  const labels = new Map(
    (readLines(new URL('labelled/sites.jsonl', shared)) as Label[]).map((row) => [row.id, row]),
  );
  if (labels.size === 0) return;
  const posts = (readLines(new URL('sites/posts.jsonl', shared)) as Post[]).filter(({ id }) =>
    labels.has(id),
  );
  const judged = posts.map(({ id, title, url_path: path, body_html: html }) => {
    const url = `https://example.org${path}`;
    const verdict = classify({ url, title, blocks: htmlBlocks(html, { url, title }) }, rules);
    return {
      id,
      title,
      verdict,
      label: labels.get(id)?.label ?? '',
      borderline: labels.get(id)?.borderline === true,
    };
  });
  const strict = judged.filter(({ borderline }) => !borderline);
  const scored = strict.map(({ verdict, label }) => ({
    score: verdict.score,
    wanted: label === 'case-study',
  }));
  const taken = strict.filter(({ verdict }) => verdict.band !== 'below');
  const hits = taken.filter(({ label }) => label === 'case-study').length;
  const wanted = scored.filter((one) => one.wanted).length;
  console.log(
    `blogs: ${judged.length} posts, ${wanted} wanted; AUC ${auc(scored).toFixed(4)}; queue line: recall ${percent(hits / wanted)}, precision ${percent(hits / taken.length)} of ${taken.length}`,
  );
  for (const label of ['case-study', 'procurement-other', 'other']) {
    const of = judged.filter((one) => one.label === label);
    const bands = ['strong', 'queue', 'below'].map(
      (band) => `${band} ${of.filter((one) => one.verdict.band === band).length}`,
    );
    console.log(`  ${label}: ${bands.join(', ')}`);
  }
  if (!verbose) return;
  const worst = judged.filter(
    ({ label, verdict }) => (label === 'case-study') !== (verdict.band !== 'below'),
  );
  for (const { id, label, verdict } of worst.sort((a, b) => b.verdict.score - a.verdict.score))
    console.log(
      `  ${label} ${verdict.score} ${id}: ${verdict.hits.map(({ rule, points, field }) => `${rule} ${points} ${field}`).join(', ')} ${verdict.caps.map(({ say }) => say).join(', ')}`,
    );
}

import { closeSync, openSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { Failure, messageOf } from '../../base/errors.ts';
import { loadRules } from '../../classify/rules.ts';
import { type Apart, judgeApart } from '../../learn/apart.ts';
import { type Curve, recallPlot } from '../../learn/plot.ts';
import { rangesHold } from '../../learn/found/streams.ts';
import { EARLY, PREVALENCES, SHARES, simulate, type Simulated } from '../../learn/simulate.ts';
import { scoreOutOfFold } from '../../learn/train.ts';
import type { Command } from '../command.ts';
import { learnAsItGoes, type LearntStream } from '../learning-streams.ts';
import { readLabelledByFile } from './rules/learn.ts';

export const command: Command = {
  name: 'simulate',
  summary: 'what reading labelled posts in the order of their scores would be like',
  usage: `
lamplighter simulate FILE… [--learn] [--json] [--svg PLOT]

Reads labelled posts, as "rules learn" does, and scores each by what is learnt from the other sources: recall after reading 5, 10,
20, 30 and 40 %, work saved at 95 % recall (WSS@95), and posts read for each case study at prevalences of 1, 3, 10 and
30 %, for the rules alone, the learnt lines alone and both. Borderline posts are left out. Last, how often the range that the
desk states ("likely between 43 and 60") held the truth in 240 streams drawn from these posts. Then each file apart, where there are
several, and each source of ten posts and more: what stands above the line, how many case studies are among it, and its own figures; a file
or source that fails is hidden where all are one. Stores nothing.

  --learn      also reads each file as a site that nobody knew, by what the other files teach (by what other sources teach where there
               is one file): recall while decisions correct the score, beside the score that never learns, and AUC on
               posts left unread after 50 and 300 decisions. Takes minutes
  --svg PLOT   also writes the curves of recall as an SVG file`,
  run: async (args, { stdout, settings }) => {
    const { values, positionals } = parseArgs({
      args,
      options: { json: { type: 'boolean' }, svg: { type: 'string' }, learn: { type: 'boolean' } },
      allowPositionals: true,
    });
    if (positionals.length === 0) throw new Failure('config', '"simulate" needs a file of labelled posts');
    const fileOf = await readLabelledByFile(positionals);
    // Before the work of minutes, not after it.
    const plot = values.svg === undefined ? undefined : openPlot(values.svg);
    const rules = loadRules(settings.rulesFile);
    const scores = scoreOutOfFold([...fileOf.keys()], rules.source).flatMap((one) =>
      one.post.borderline ? [] : [{ ...one, wanted: one.post.wanted }],
    );
    const ranked = (of: (one: (typeof scores)[number]) => number) =>
      scores.map((one) => ({ score: of(one), wanted: one.wanted }));
    const [whole, alone] = [ranked((one) => one.whole), ranked((one) => one.rules)];
    const lines = ranked((one) => one.whole - one.rules);
    const line = rules.thresholds.queue;
    const report = {
      posts: scores.length,
      ...{ rules: simulate(alone), lines: simulate(lines), whole: simulate(whole) },
      ranges: rangesHold(whole, { line, streams: STREAMS, random: repeatable() }),
      files: judgeApart(scores, line, ({ post }) => fileOf.get(post) ?? ''),
      sources: judgeApart(scores, line, ({ post }) => post.source),
      ...(values.learn === true
        ? { learning: await learnAsItGoes(positionals, rules.source, repeatable()) }
        : {}),
    };
    plot?.([
      { name: 'rules and lines', ranked: whole },
      { name: 'rules alone', ranked: alone },
      { name: 'lines alone', ranked: lines },
    ]);
    stdout.write(values.json === true ? `${JSON.stringify(report)}\n` : tableOf(report));
    return 0;
  },
};

const STREAMS = 240;

/** The same numbers on every run (Park and Miller 1988). */
function repeatable(): () => number {
  let state = 20_240;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}

/**
 * Opens a file for the plot; what it answers draws the curves into it.
 * @throws Failure (`config`) where there can be no such file.
 */
function openPlot(file: string): (curves: readonly Curve[]) => void {
  try {
    const opened = openSync(file, 'w');
    return (curves) => {
      writeFileSync(opened, recallPlot(curves));
      closeSync(opened);
    };
  } catch (error) {
    throw new Failure(
      'config',
      `the plot cannot be written: ${messageOf(error)}`,
      { file },
      { cause: error },
    );
  }
}

type Report = {
  readonly posts: number;
  readonly rules: Simulated;
  readonly lines: Simulated;
  readonly whole: Simulated;
  readonly ranges: { readonly told: number; readonly held: number };
  readonly files: readonly Apart[];
  readonly sources: readonly Apart[];
  readonly learning?: readonly LearntStream[];
};

/** Of fewer posts a source's figures say nothing; the JSON has them all. */
const FEWEST_TOLD = 10;

function tableOf(report: Report): string {
  const percent = (value: number) => `${Math.round(value * 100)} %`;
  const row = (name: string, { recallAt, recallEarly, wss95, readPerWanted }: Simulated) =>
    [
      name.padEnd(8),
      ...[...recallAt, wss95].map(percent),
      ...readPerWanted.map((value) => value.toFixed(1)),
      percent(recallEarly),
    ].join('\t');
  const head = [
    `${report.posts} posts`,
    ...SHARES.map((share) => `read ${percent(share)}`),
    'WSS@95',
    ...PREVALENCES.map((part) => `per case at ${percent(part)}`),
    `read ${percent(EARLY)}`,
  ].join('\t');
  const { told, held } = report.ranges;
  const rows = [row('rules', report.rules), row('lines', report.lines), row('whole', report.whole)];
  return `${[
    ...[head, ...rows, `the stated range held the truth in ${held} of ${told} simulated streams`],
    ...[...(report.files.length > 1 ? report.files : []), ...report.sources.filter(isTold)].flatMap(
      (part) => [
        `${part.name}: ${part.posts} posts, ${part.wanted} case studies; above the line ${part.shown}, of them ${part.found}; AUC ${part.auc.toFixed(3)}`,
        row('whole', part.whole),
      ],
    ),
    ...(report.learning ?? []).flatMap(({ stream, frozen, learning, after }) => [
      stream,
      row('frozen', frozen),
      row('learning', learning),
      ...after.map(
        (one) =>
          `AUC of what is unread after ${one.decisions} decisions: ${one.learning.toFixed(3)}, without learning ${one.frozen.toFixed(3)}`,
      ),
    ]),
  ].join('\n')}\n`;
}

function isTold({ posts }: Apart): boolean {
  return posts >= FEWEST_TOLD;
}

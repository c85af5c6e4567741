import { parseArgs } from 'node:util';
import { Failure } from '../../base/errors.ts';
import { loadRules } from '../../classify/rules.ts';
import { PREVALENCES, SHARES, simulate, type Simulated } from '../../learn/simulate.ts';
import { scoreOutOfFold } from '../../learn/train.ts';
import type { Command } from '../command.ts';
import { readLabelledFiles } from './rules/learn.ts';

export const command: Command = {
  name: 'simulate',
  summary: 'what reading labelled posts in the order of their scores would be like',
  usage: `
lamplighter simulate FILE… [--json]

Reads labelled posts, as "rules learn" does, and scores each by what is learnt from the other sources: recall after reading
10, 20, 30 and 40 %, work saved at 95 % recall (WSS@95), and posts read for each case study at prevalences of 1, 3, 10 and
30 %, for the rules alone and with the learnt lines. Borderline posts are left out. Stores nothing.`,
  run: async (args, { stdout, settings }) => {
    const { values, positionals } = parseArgs({
      args,
      options: { json: { type: 'boolean' } },
      allowPositionals: true,
    });
    if (positionals.length === 0) throw new Failure('config', '"simulate" needs a file of labelled posts');
    const posts = await readLabelledFiles(positionals);
    const scores = scoreOutOfFold(posts, loadRules(settings.rulesFile).source).filter(
      ({ post }) => !post.borderline,
    );
    const by = (of: 'rules' | 'whole') =>
      simulate(scores.map((one) => ({ score: one[of], wanted: one.post.wanted })));
    const report = { posts: scores.length, rules: by('rules'), whole: by('whole') };
    stdout.write(values.json === true ? `${JSON.stringify(report)}\n` : tableOf(report));
    return 0;
  },
};

function tableOf(report: { posts: number; rules: Simulated; whole: Simulated }): string {
  const percent = (value: number) => `${Math.round(value * 100)} %`;
  const row = (name: string, { recallAt, wss95, readPerWanted }: Simulated) =>
    [
      name.padEnd(8),
      ...[...recallAt, wss95].map(percent),
      ...readPerWanted.map((value) => value.toFixed(1)),
    ].join('\t');
  const head = [
    `${report.posts} posts`,
    ...SHARES.map((share) => `read ${percent(share)}`),
    'WSS@95',
    ...PREVALENCES.map((part) => `per case at ${percent(part)}`),
  ].join('\t');
  return `${[head, row('rules', report.rules), row('whole', report.whole)].join('\n')}\n`;
}

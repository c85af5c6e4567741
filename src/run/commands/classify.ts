import { once } from 'node:events';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { Failure, issuesOf } from '../../base/errors.ts';
import { classify } from '../../classify/classify.ts';
import { loadRules, type RuleSet } from '../../classify/rules.ts';
import { textBlocks } from '../../classify/text-blocks.ts';
import { readHtml } from '../../reading/read-answer.ts';
import { openReadingRoom, type ReadingRoom } from '../../reading/reading-room.ts';
import type { Command } from '../command.ts';
import { inTurn } from '../in-turn.ts';
import { readJsonLines, type JsonLine } from '../json-lines.ts';

const PostLine = z.object({
  id: z.union([z.string(), z.number()]),
  url: z.string(),
  title: z.string(),
  html: z.string().nullish(),
  text: z.string().nullish(),
});

export const command: Command = {
  name: 'classify',
  summary: 'score posts given as JSON Lines',
  usage: `
lamplighter classify [--rules FILE] [--without LINES] < posts.jsonl > scored.jsonl

Reads posts, one JSON object a line: {id, url, title, html or text}; writes {id, url, score, band, hits, caps, councils,
topics, practices, stage, evidence, lines} for each, in the same order. Stores nothing.
A line that is no post, or whose HTML takes too long to read, is named on stderr with its number; the rest is scored and the exit code is 1.

  --rules FILE      a rule pack instead of LAMPLIGHTER_RULES or the one that comes with Lamplighter
  --without LINES   learnt lines to switch off: wording, telling or both with a comma between`,
  run: async (args, { stdin, stdout, stderr, settings }) => {
    const { values } = parseArgs({
      args,
      options: { rules: { type: 'string' }, without: { type: 'string' } },
    });
    const rules = withoutLines(loadRules(values.rules ?? settings.rulesFile), values.without ?? '');
    if (rules.linesFault !== null)
      stderr.write(`the learnt lines are left out, and the rules score alone: ${rules.linesFault}\n`);
    let exitCode = 0;
    const room = openReadingRoom();
    try {
      await inTurn(readJsonLines(stdin), {
        begin: (line) => scoreLine(line, rules, room),
        handOn: async (scored) => {
          if (scored.kind === 'bad') {
            exitCode = 1;
            stderr.write(`line ${scored.line} ${scored.why}\n`);
          } else if (!stdout.write(`${JSON.stringify(scored.row)}\n`)) await once(stdout, 'drain');
        },
      });
    } finally {
      room.close();
    }
    return exitCode;
  },
};

/** Lines that are shipped; what decisions taught is in a store, and this command reads none. */
const LINES = ['wording', 'telling'] as const;

function withoutLines(rules: RuleSet, without: string): RuleSet {
  const names = without.split(',').filter((name) => name !== '');
  const unknown = names.find((name) => !LINES.some((line) => line === name));
  if (unknown !== undefined)
    throw new Failure('config', `--without takes ${LINES.join(', ')}, not "${unknown}"`);
  if (rules.lines === null) return rules;
  const on = { ...rules.lines.on };
  for (const line of LINES) if (names.includes(line)) on[line] = 0;
  return { ...rules, lines: LINES.every((line) => on[line] === 0) ? null : { ...rules.lines, on } };
}

type ScoredLine =
  | { readonly kind: 'row'; readonly row: Readonly<Record<string, unknown>> }
  | { readonly kind: 'bad'; readonly line: number; readonly why: string };

async function scoreLine(line: JsonLine, rules: RuleSet, room: ReadingRoom): Promise<ScoredLine> {
  if (line.kind === 'bad') return line;
  const bad = (why: string) => ({ kind: 'bad', line: line.line, why }) as const;
  const parsed = PostLine.safeParse(line.value);
  if (!parsed.success) return bad(`is not a post (${issuesOf(parsed.error)})`);
  const { id, url, title, html, text } = parsed.data;
  const blocks =
    typeof html === 'string' ? await readHtml(room, html, { url, title }) : textBlocks(text ?? '');
  if ('kind' in blocks) return bad(`could not be read (${blocks.why})`);
  const { score, band, hits, caps, councils, topics, practices, stage, evidence, lines } = classify(
    { url, title, blocks },
    rules,
  );
  return {
    kind: 'row',
    row: { id, url, score, band, hits, caps, councils, topics, practices, stage, evidence, lines },
  };
}

import { once } from 'node:events';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { issuesOf } from '../../base/errors.ts';
import { classify, type PostText } from '../../classify/classify.ts';
import { loadRules, type RuleSet } from '../../classify/rules.ts';
import { textBlocks } from '../../classify/text-blocks.ts';
import { withoutLines } from '../../classify/without-lines.ts';
import type { Verdict } from '../../model/verdict.ts';
import { readHtml, scorePost } from '../../reading/read-answer.ts';
import { openReadingRoom, type ReadingRoom, type Unread } from '../../reading/reading-room.ts';
import type { RulesOrder } from '../../reading/score-long.ts';
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
A line that is no post, or that takes more than two seconds of CPU time to read or to score, is named on stderr with its number; the rest is scored and the exit code is 1.

  --rules FILE      a rule pack instead of LAMPLIGHTER_RULES or the one that comes with Lamplighter
  --without LINES   learnt lines to switch off: wording, telling or both with a comma between`,
  run: async (args, { stdin, stdout, stderr, settings }) => {
    const { values } = parseArgs({
      args,
      options: { rules: { type: 'string' }, without: { type: 'string' } },
    });
    const [file, without] = [values.rules ?? settings.rulesFile, values.without ?? ''];
    const whole = loadRules(file);
    const rules = withoutLines(whole, without);
    if (rules.linesFault !== null)
      stderr.write(`the learnt lines are left out, and the rules score alone: ${rules.linesFault}\n`);
    let exitCode = 0;
    const [reading, scoring] = [openReadingRoom(), openReadingRoom()];
    const by = { rules, named: { file, hash: whole.hash, without }, reading, scoring };
    try {
      await inTurn(readJsonLines(stdin), {
        begin: (line) => scoreLine(line, by),
        handOn: async (scored) => {
          if (scored.kind === 'bad') {
            exitCode = 1;
            stderr.write(`line ${scored.line} ${scored.why}\n`);
          } else if (!stdout.write(`${JSON.stringify(scored.row)}\n`)) await once(stdout, 'drain');
        },
      });
    } finally {
      reading.close();
      scoring.close();
    }
    return exitCode;
  },
};

/** What lines are scored with: short posts here, long ones where it can be ended. */
type Scoring = {
  readonly rules: RuleSet;
  readonly named: RulesOrder;
  readonly reading: ReadingRoom;
  /** A reader that has rules has less room for pages. */
  readonly scoring: ReadingRoom;
};

/** Whatever a shorter one says, it is scored within some hundredths of a second; real posts are shorter (UTF-16 units). */
const SHORT = 60_000;

type ScoredLine =
  | { readonly kind: 'row'; readonly row: Readonly<Record<string, unknown>> }
  | { readonly kind: 'bad'; readonly line: number; readonly why: string };

async function scoreLine(line: JsonLine, by: Scoring): Promise<ScoredLine> {
  if (line.kind === 'bad') return line;
  const bad = (why: string) => ({ kind: 'bad', line: line.line, why }) as const;
  const parsed = PostLine.safeParse(line.value);
  if (!parsed.success) return bad(`is not a post (${issuesOf(parsed.error)})`);
  const { id, url, title, html, text } = parsed.data;
  const blocks =
    typeof html === 'string' ? await readHtml(by.reading, html, { url, title }) : textBlocks(text ?? '');
  if ('kind' in blocks) return bad(`could not be read (${blocks.why})`);
  const verdict = await verdictOf({ url, title, blocks }, by);
  if ('kind' in verdict) return bad(`could not be scored (${verdict.why})`);
  const { score, band, hits, caps, councils, topics, practices, stage, evidence, lines } = verdict;
  return {
    kind: 'row',
    row: { id, url, score, band, hits, caps, councils, topics, practices, stage, evidence, lines },
  };
}

function verdictOf(post: PostText, { rules, named, scoring }: Scoring): Verdict | Promise<Verdict | Unread> {
  const length = post.blocks.reduce(
    (sum, { text }) => sum + text.length,
    post.url.length + post.title.length,
  );
  return length <= SHORT ? classify(post, rules) : scorePost(scoring, post, named);
}

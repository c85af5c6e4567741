import { once } from 'node:events';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { issuesOf } from '../../base/errors.ts';
import type { PageLine } from '../../reading/page-line.ts';
import { readLine } from '../../reading/read-answer.ts';
import { openReadingRoom, type ReadingRoom } from '../../reading/reading-room.ts';
import type { Command } from '../command.ts';
import { inTurn } from '../in-turn.ts';
import { readJsonLines, type JsonLine } from '../json-lines.ts';

const PageLineSchema: z.ZodType<PageLine> = z
  .object({
    id: z.union([z.string(), z.number()]),
    url: z.url({ protocol: /^https?$/ }),
    status: z.int().nullish(),
    headers: z.record(z.string(), z.string()).nullish(),
    html: z.string().nullish(),
    base64: z.base64().nullish(),
    card: z.object({ title: z.string().nullish(), date: z.string().nullish() }).nullish(),
  })
  .refine((line) => typeof line.html === 'string' || typeof line.base64 === 'string', 'needs html or base64');

export const command: Command = {
  name: 'read',
  summary: 'read pages given as JSON Lines',
  usage: `
lamplighter read < pages.jsonl > posts.jsonl

Reads pages, one JSON object a line: {id, url, status?, headers?, html or base64, card?: {title?, date?}}; writes {id, kind,
title, author, published: {value, precision, origin, confirmed}, text, beside, canonicals, why} for each, in the same order.
\`kind\` is "post", or what the page is instead: blocked, throttled, gone, movedHome, failed, unreadable; \`why\` says it in words.
\`beside\` is what stands beside the text (other posts' teasers, captions, invitations) and is no part of it.
A page that takes more than two seconds of CPU time, or more memory than a page may, is "unreadable" and says so; the others are read.
No network, and nothing is stored. Relative dates ("3 days ago") count from the page's Date header.
A line that is no page is named on stderr with its number; the rest is read and the exit code is 1.`,
  run: async (args, { stdin, stdout, stderr }) => {
    parseArgs({ args, options: {} });
    let exitCode = 0;
    const room = openReadingRoom();
    try {
      await inTurn(readJsonLines(stdin), {
        begin: (line) => readOne(room, line),
        handOn: async (read) => {
          if (read.kind === 'bad') {
            exitCode = 1;
            stderr.write(`line ${read.line} ${read.why}\n`);
          } else if (!stdout.write(`${read.row}\n`)) await once(stdout, 'drain');
        },
      });
    } finally {
      room.close();
    }
    return exitCode;
  },
};

type ReadOne =
  | { readonly kind: 'row'; readonly row: string }
  | { readonly kind: 'bad'; readonly line: number; readonly why: string };

async function readOne(room: ReadingRoom, line: JsonLine): Promise<ReadOne> {
  if (line.kind === 'bad') return line;
  const parsed = PageLineSchema.safeParse(line.value);
  if (parsed.success) return { kind: 'row', row: await readLine(room, parsed.data) };
  return { kind: 'bad', line: line.line, why: `is not a page (${issuesOf(parsed.error)})` };
}

import { once } from 'node:events';
import { parseArgs } from 'node:util';
import type { Command } from '../command.ts';
import { readJsonLines, type JsonLine } from '../json-lines.ts';
import { PageLine, readPageLine, type ReadLine } from '../read-page-line.ts';

export const command: Command = {
  name: 'read',
  summary: 'read pages given as JSON Lines',
  usage: `
lamplighter read < pages.jsonl > posts.jsonl

Reads pages, one JSON object a line: {id, url, status?, headers?, html or base64, card?: {title?, date?}}; writes {id, kind,
title, author, published: {value, precision, origin, confirmed}, text, beside, canonicals, why} for each, in the same order.
\`kind\` is "post", or what the page is instead: blocked, throttled, gone, movedHome, failed, unreadable; \`why\` says it in words.
\`beside\` is what stands beside the text (other posts' teasers, captions, invitations) and is no part of it.
No network, and nothing is stored. Relative dates ("3 days ago") count from the page's Date header.
A line that is no page is named on stderr with its number; the rest is read and the exit code is 1.`,
  run: async (args, { stdin, stdout, stderr }) => {
    parseArgs({ args, options: {} });
    let exitCode = 0;
    for await (const line of readJsonLines(stdin)) {
      const read = readOne(line);
      if (read.kind === 'bad') {
        exitCode = 1;
        stderr.write(`line ${line.line} ${read.why}\n`);
      } else if (!stdout.write(`${JSON.stringify(read.row)}\n`)) await once(stdout, 'drain');
    }
    return exitCode;
  },
};

type ReadOne =
  | { readonly kind: 'row'; readonly row: ReadLine }
  | { readonly kind: 'bad'; readonly why: string };

function readOne(line: JsonLine): ReadOne {
  if (line.kind === 'bad') return line;
  const parsed = PageLine.safeParse(line.value);
  if (parsed.success) return { kind: 'row', row: readPageLine(parsed.data, new Date()) };
  const issues = parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'line'}: ${message}`);
  return { kind: 'bad', why: `is not a page (${issues.join('; ')})` };
}

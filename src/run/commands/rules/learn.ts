import { createReadStream, writeFileSync } from 'node:fs';
import { csv } from '../../../base/csv.ts';
import { Failure, messageOf } from '../../../base/errors.ts';
import { type Weights } from '../../../classify/lines/weights.ts';
import { SHIPPED_WEIGHTS } from '../../../classify/lines/shipped-weights.ts';
import type { Pack } from '../../../classify/pack/pack.ts';
import { readPack } from '../../../classify/pack/read-pack.ts';
import { DEFAULT_RULES, readRulesFile } from '../../../classify/rules.ts';
import { textBlocks } from '../../../classify/text-blocks.ts';
import { type LabelledPost, readLabelledRow, toLabelledPost } from '../../../learn/labelled.ts';
import { thresholdsOf } from '../../../learn/thresholds.ts';
import { scoreOutOfFold, train } from '../../../learn/train.ts';
import { writeWeights } from '../../../learn/write-pack.ts';
import { readHtml } from '../../../reading/read-answer.ts';
import { openReadingRoom, type ReadingRoom } from '../../../reading/reading-room.ts';
import { inTurn } from '../../in-turn.ts';
import { type JsonLine, readJsonLines } from '../../json-lines.ts';

/** Reads labelled posts from JSON Lines files, as `readLabelledByFile` does. */
export async function readLabelledFiles(files: readonly string[]): Promise<LabelledPost[]> {
  return [...(await readLabelledByFile(files)).keys()];
}

/**
 * Reads labelled posts from JSON Lines files; answers them in their order, each with its file.
 * @throws Failure (`config`) naming file and line of the first row that is none, or if only one label is there.
 */
export async function readLabelledByFile(
  files: readonly string[],
): Promise<ReadonlyMap<LabelledPost, string>> {
  const fileOf = new Map<LabelledPost, string>();
  const room = openReadingRoom();
  try {
    for (const file of files)
      await inTurn(readJsonLines(chunksOf(file)), {
        begin: (line) => postOf(room, line, file),
        handOn: (post) => void fileOf.set(post, file),
      });
  } finally {
    room.close();
  }
  const posts = [...fileOf.keys()];
  const wanted = posts.filter((post) => post.wanted).length;
  if (wanted === 0 || wanted === posts.length)
    throw new Failure(
      'config',
      `needs posts of both kinds: it holds ${wanted} case studies and ${posts.length - wanted} other posts`,
      {
        file: files.join(', '),
      },
    );
  return fileOf;
}

async function* chunksOf(file: string): AsyncGenerator<string | Uint8Array> {
  try {
    for await (const chunk of createReadStream(file)) yield chunk;
  } catch (error) {
    throw new Failure('config', `cannot be read: ${messageOf(error)}`, { file }, { cause: error });
  }
}

async function postOf(room: ReadingRoom, line: JsonLine, file: string): Promise<LabelledPost> {
  const reading = line.kind === 'bad' ? line : readLabelledRow(line.value);
  if (reading.kind === 'bad') throw new Failure('config', reading.why, { file, line: line.line });
  const { row } = reading;
  const blocks =
    row.html === undefined ? textBlocks(row.text ?? row.summary ?? '') : await readHtml(room, row.html, row);
  if ('kind' in blocks) throw new Failure('config', blocks.why, { file, line: line.line });
  return toLabelledPost(row, blocks);
}

/** Learns the shipped weights anew from labelled posts; answers what it did, in a sentence. */
export async function learnWeights(
  files: readonly string[],
  packFile: string = DEFAULT_RULES,
): Promise<string> {
  const text = readRulesFile(packFile);
  const reading = readPack(text);
  if (reading.kind === 'faulty')
    throw new Failure('config', reading.faults[0]?.say ?? 'cannot be read', { file: packFile });
  const posts = await readLabelledFiles(files);
  const pack = whollyScored(reading.data);
  const scores = scoreOutOfFold(posts, pack).filter(({ post }) => !post.borderline);
  const trained = train(
    posts.filter((post) => !post.borderline),
    pack,
  );
  const thresholds = thresholdsOf(
    scores.map(({ post, whole }) => ({ score: whole, wanted: post.wanted })),
    trained.pack.gates,
  );
  try {
    writeFileSync(packFile, writeWeights(text, { ...trained.pack, thresholds }));
    writeFileSync(SHIPPED_WEIGHTS, weightsText(trained.weights));
  } catch (error) {
    throw new Failure(
      'config',
      `cannot be written: ${messageOf(error)}`,
      { file: packFile },
      { cause: error },
    );
  }
  return `learnt from ${posts.length} posts; the line is ${thresholds.queue}, strong from ${thresholds.strong}`;
}

/**
 * A pack without the gates that keep posts from being strong. Where that begins is told by scores, so what it holds back must not be among them: the
 * posts that lie just below it would draw it down a little with each learning.
 */
function whollyScored(pack: Pack): Pack {
  return { ...pack, gates: pack.gates.filter(({ cap }) => cap !== 'queue') };
}

function weightsText({ wording, telling }: Weights): string {
  const rows = (
    [
      ['wording', wording],
      ['telling', telling],
    ] as const
  ).flatMap(([line, { base, terms }]) => [
    [line, '', base, 0],
    ...terms.map(({ term, weight, usual }) => [line, term, weight, usual]),
  ]);
  return csv(['line', 'term', 'weight', 'usual'], rows);
}

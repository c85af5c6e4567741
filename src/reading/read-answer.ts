import type { PostText } from '../classify/classify.ts';
import { type Discovery, unreadable } from '../discover/discovery.ts';
import type { Unreadable } from '../extract/unreadable.ts';
import { factsOf } from '../fetch/body/facts-of.ts';
import type { Marks } from '../model/marks.ts';
import type { ReadOutcome, ReadPage } from '../model/page.ts';
import type { Block, Post } from '../model/post.ts';
import type { Verdict } from '../model/verdict.ts';
import { isPdf, type RawAnswer, type Reading, type ReadingOrder } from './messages.ts';
import { bareLine, type PageLine } from './page-line.ts';
import type { ReadingRoom, Unread } from './reading-room.ts';
import type { RulesOrder } from './score-long.ts';

/** CPU time for what arrived: some five hundred times what a page takes, and a PDF of a hundred pages. */
const PAGE_MS = 2000;
const PDF_MS = 10_000;

/** An answer that was read, or tried to: `found` of a listing, `post` of a post, and neither where it is no page. */
export type ReadAnswer = {
  readonly outcome: ReadOutcome;
  readonly found?: Discovery;
  readonly post?: Post | Unreadable;
  /** What the learnt lines read of the post, by the weights that come with Lamplighter. */
  readonly marks?: Marks;
  /** Why the post is not what its card promised, in words. */
  readonly doubt?: string;
  /** What was left out of the post since it was too much, in words. */
  readonly cut?: string;
  /** Its reader was stopped over it: another try would most likely end in the same way. */
  readonly stopped?: boolean;
};

type OrderOf<K extends Reading['kind']> = Omit<ReadingOrder, 'reading'> & {
  readonly reading: Extract<Reading, { readonly kind: K }>;
};

/** Has an answer read. What cannot be read is a page all the same, with a problem that says why. */
export async function readAnswer(room: ReadingRoom, order: OrderOf<'listing' | 'post'>): Promise<ReadAnswer> {
  const { reading } = order;
  const { answer } = reading;
  const mayBePdf = reading.kind === 'post' && reading.mayBePdf;
  const result = await room.read(order, mayBePdf && isPdf(answer) ? PDF_MS : PAGE_MS);
  if ('kind' in result) return notRead(reading.kind, answer, result);
  const { outcome } = result;
  if (outcome === undefined) throw new Error('a reader answered without an outcome');
  return { ...result, outcome };
}

/** Has the post read that came with a card. */
export async function readCard(
  room: ReadingRoom,
  order: OrderOf<'card'>,
): Promise<Omit<ReadAnswer, 'outcome'>> {
  const result = await room.read(order, PAGE_MS);
  if (!('kind' in result)) return result;
  return { post: { kind: 'unreadable', why: result.why }, stopped: result.stopped };
}

/** What a bad listing lost against the last good one, in words; nothing where that could not be found out. */
export async function readComparison(room: ReadingRoom, order: OrderOf<'comparison'>): Promise<string> {
  const result = await room.read(order, PDF_MS);
  return 'kind' in result ? `The two listings could not be compared: ${result.why}.` : (result.text ?? '');
}

/** Reads a line of `lamplighter read`; answers its row as JSON. What cannot be read is a row, too, and says why. */
export async function readLine(room: ReadingRoom, line: PageLine): Promise<string> {
  const result = await room.read(unknown({ kind: 'line', line }), PAGE_MS);
  if ('kind' in result) return JSON.stringify({ ...bareLine(line, 'unreadable'), why: result.why });
  return result.text ?? '';
}

/** Reads the text of a post that comes as HTML from no source we know. */
export async function readHtml(
  room: ReadingRoom,
  html: string,
  { url, title }: { readonly url: string; readonly title: string },
): Promise<readonly Block[] | Unread> {
  const result = await room.read(unknown({ kind: 'html', html, url, title }), PAGE_MS);
  return 'kind' in result ? result : (result.blocks ?? []);
}

/** Has a long post scored: whoever asks would be held up by what it says. */
export async function scorePost(
  room: ReadingRoom,
  post: PostText,
  rules: RulesOrder,
): Promise<Verdict | Unread> {
  const result = await room.read(unknown({ kind: 'score', post, rules }), PAGE_MS);
  if ('kind' in result) return result;
  if (result.verdict === undefined) throw new Error('a reader answered without a verdict');
  return result.verdict;
}

function unknown(reading: Reading): ReadingOrder {
  return { adapter: { kind: 'none' }, now: Date.now(), reading };
}

function notRead(kind: 'listing' | 'post', answer: RawAnswer, { why, stopped }: Unread): ReadAnswer {
  const page = { outcome: bareFacts(answer), stopped };
  return kind === 'listing'
    ? { ...page, found: unreadable(`${answer.url}: ${why}`) }
    : { ...page, post: { kind: 'unreadable', why } };
}

/** As much of a page as is known without reading it. */
function bareFacts(answer: RawAnswer): ReadPage {
  if (answer.kind === 'page') {
    const { body: _, ...facts } = answer;
    return facts;
  }
  return {
    ...factsOf(answer),
    kind: 'page',
    charset: '',
    charsetFrom: 'default',
    bytes: answer.wire.length,
  };
}

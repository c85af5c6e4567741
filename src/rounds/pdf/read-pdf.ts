import { Worker } from 'node:worker_threads';
import * as z from 'zod';
import { messageOf } from '../../base/errors.ts';
import { NO_DATE } from '../../base/dates.ts';
import { foldSpace } from '../../base/text.ts';
import type { Block, Post } from '../../model/post.ts';

const ReadSchema = z.object({ title: z.string(), pages: z.array(z.string()) });
type Read = z.output<typeof ReadSchema>;

const LONGEST_MS = 20_000;

/** A PDF as a post: its title (or its first words), and the text of its first pages; or what is wrong with it. */
export async function readPdf(
  url: string,
  bytes: Uint8Array,
): Promise<Post | { readonly kind: 'unreadable'; readonly why: string }> {
  try {
    return postOf(url, await inThread(bytes));
  } catch (error) {
    return { kind: 'unreadable', why: `the PDF could not be read: ${messageOf(error)}` };
  }
}

/** Runs the reader in a thread of its own: a hostile file may cost it its memory and its twenty seconds, never the server's. */
function inThread(bytes: Uint8Array): Promise<Read> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('worker.ts', import.meta.url), {
      workerData: bytes,
      resourceLimits: { maxOldGenerationSizeMb: 256 },
    });
    const timer = setTimeout(() => {
      reject(new Error(`it took longer than ${LONGEST_MS / 1000} seconds`));
      void worker.terminate();
    }, LONGEST_MS);
    worker.once('message', (message: unknown) => {
      const read = ReadSchema.safeParse(message);
      if (read.success) resolve(read.data);
      else reject(new Error('its reader answered nonsense'));
      void worker.terminate();
    });
    worker.once('error', reject);
    worker.once('exit', (code) => {
      clearTimeout(timer);
      if (code !== 0) reject(new Error('its reader gave up'));
    });
  });
}

function postOf(
  url: string,
  { title, pages }: Read,
): Post | { readonly kind: 'unreadable'; readonly why: string } {
  const texts = pages.map(foldSpace).filter((text) => text !== '');
  const [first = '', ...rest] = texts;
  if (first === '') return { kind: 'unreadable', why: 'the PDF has no text in it; it may be a scan' };
  const blocks: Block[] = [
    { kind: 'lede', text: first.slice(0, 600) },
    ...[first.slice(600), ...rest]
      .filter((text) => text !== '')
      .map((text) => ({ kind: 'body' as const, text })),
  ];
  const named = foldSpace(title);
  return {
    url,
    title: named === '' ? firstWords(first) : named.slice(0, 500),
    published: NO_DATE,
    blocks,
    canonicals: [],
    winners: {},
  };
}

function firstWords(text: string): string {
  return text.length <= 100 ? text : `${text.slice(0, 100).replace(/\s+\S*$/, '')}…`;
}

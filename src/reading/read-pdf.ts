import { extractText, getDocumentProxy, getMeta } from 'unpdf';
import * as z from 'zod';
import { NO_DATE } from '../base/dates/dates.ts';
import { messageOf } from '../base/errors.ts';
import { foldSpace } from '../base/text.ts';
import type { Unreadable } from '../extract/unreadable.ts';
import type { Block, Post } from '../model/post.ts';

/** The first pages say what a document is about; the rest is not needed to judge it. */
const PAGES = 12;
const LONGEST_PAGE = 100_000;

/** A PDF as a post: its title (or its first words), and the text of its first pages; or what is wrong with it. */
export async function readPdf(url: string, bytes: Uint8Array): Promise<Post | Unreadable> {
  try {
    const document = await getDocumentProxy(bytes);
    const { info } = await getMeta(document);
    const { text } = await extractText(document, { mergePages: false });
    const title = z.object({ Title: z.string() }).safeParse(info);
    return postOf(url, title.success ? title.data.Title : '', text.slice(0, PAGES));
  } catch (error) {
    return { kind: 'unreadable', why: `the PDF could not be read: ${messageOf(error)}` };
  }
}

function postOf(url: string, title: string, pages: readonly string[]): Post | Unreadable {
  const texts = pages.map((text) => foldSpace(text.slice(0, LONGEST_PAGE))).filter((text) => text !== '');
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

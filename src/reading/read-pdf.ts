import { getDocumentProxy, getMeta } from 'unpdf';
import * as z from 'zod';
import { NO_DATE } from '../base/dates/dates.ts';
import { messageOf } from '../base/errors.ts';
import { foldSpace } from '../base/text.ts';
import type { Unreadable } from '../extract/unreadable.ts';
import type { Block, Post } from '../model/post.ts';

/** The first pages say what a document is about; the rest is not needed to judge it. */
const PAGES = 12;
const LONGEST_PAGE = 100_000;

type PdfDocument = Awaited<ReturnType<typeof getDocumentProxy>>;

/** A PDF as a post: its title (or its first words), and the text of its first pages; or what is wrong with it. */
export async function readPdf(url: string, bytes: Uint8Array): Promise<Post | Unreadable> {
  try {
    const document = await getDocumentProxy(bytes);
    const { info } = await getMeta(document);
    const title = z.object({ Title: z.string() }).safeParse(info);
    const { numPages: all } = document;
    const post = postOf(url, title.success ? title.data.Title : '', await firstPages(document));
    return 'kind' in post || all <= PAGES ? post : { ...post, cut: `${PAGES} of ${all} pages were read` };
  } catch (error) {
    return { kind: 'unreadable', why: `the PDF could not be read: ${messageOf(error)}` };
  }
}

/** The texts of the first pages, one after the other: all pages of a long document at once are more than a reader may hold. */
async function firstPages(document: PdfDocument): Promise<readonly string[]> {
  const texts: string[] = [];
  for (let number = 1; number <= Math.min(PAGES, document.numPages); number += 1) {
    const page = await document.getPage(number);
    const { items } = await page.getTextContent();
    texts.push(items.map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : '')).join(''));
    page.cleanup();
  }
  return texts;
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

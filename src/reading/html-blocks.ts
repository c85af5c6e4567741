import { parseHtml } from '../base/html.ts';
import { toBlocks } from '../extract/text/blocks.ts';
import { fragmentJudge } from '../extract/text/clutter.ts';
import { extractPost } from '../extract/extract.ts';
import { readLines } from '../extract/lines.ts';
import type { Block } from '../model/post.ts';
import { anySite } from './any-site.ts';

/** The text of a post that comes as HTML from no source we know: a whole page is read as a page, a fragment as all content. */
export function htmlBlocks(
  html: string,
  post: { readonly url: string; readonly title: string },
  now: Date,
): readonly Block[] {
  if (/<body[\s>]/i.test(html)) {
    const read = extractPost(pageOf(html, post.url, now), { source: anySite(), now });
    if (!('kind' in read)) return read.blocks;
  }
  return toBlocks(readLines([parseHtml(html)], fragmentJudge()).lines, post, { now }).blocks;
}

function pageOf(html: string, url: string, now: Date) {
  return {
    kind: 'page',
    url,
    finalUrl: URL.canParse(url) ? url : anySite().home,
    status: 200,
    headers: {},
    contentType: 'text/html',
    charset: 'utf-8',
    charsetFrom: 'default',
    body: html,
    wireBytes: html.length,
    bytes: html.length,
    validators: {},
    redirects: [],
    fetchedAt: now.getTime(),
  } as const;
}

import { existsSync } from 'node:fs';
import { type LabelledPost, toLabelledPost } from '../../src/learn/labelled.ts';
import { htmlBlocks } from '../../src/reading/html-blocks.ts';
import { readLines } from './labelled.ts';

/** A labelled post, the set it is of, and whether it is learnt from. */
export type BlogPost = { readonly post: LabelledPost; readonly set: string; readonly learnt: boolean };

type Label = {
  readonly id: string;
  readonly site: string;
  readonly label: 'case-study' | 'procurement-other' | 'other';
  readonly borderline?: boolean;
};
type Page = {
  readonly id: string;
  readonly source: string;
  readonly title: string;
  readonly url_path: string;
  readonly body_html: string;
};

/**
 * Whole pages of seven digital-government blogs on two sites, where ../shared is present; learnt from are all that are about buying, and one in
 * four of the others.
 */
export function readBlogs(): BlogPost[] {
  const shared = new URL('../../../shared/', import.meta.url);
  if (!existsSync(new URL('labelled/sites.jsonl', shared))) return [];
  const labels = new Map(
    (readLines(new URL('labelled/sites.jsonl', shared)) as Label[]).map((row) => [row.id, row]),
  );
  let others = 0;
  return (readLines(new URL('sites/posts.jsonl', shared)) as Page[]).flatMap((page) => {
    const row = labels.get(page.id);
    if (row === undefined) return [];
    const { id, source, title } = page;
    const url = `https://example.org${page.url_path}`;
    const note = row.borderline === true ? '[borderline]' : '';
    const blocks = htmlBlocks(page.body_html, { url, title }, new Date());
    const post = toLabelledPost({ id, source, url, title, label: row.label, note }, blocks);
    return [{ post, set: row.site, learnt: row.label !== 'other' || (others += 1) % 4 === 0 }];
  });
}

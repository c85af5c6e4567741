import { readdir, readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import * as z from 'zod';
import { DAY } from '../base/durations.ts';
import { bodyHtml } from './markup.ts';

/** The invented posts of one demonstration site: a Markdown file each, headed by facts in YAML. */
const FOLDER = new URL('./posts/', import.meta.url);

const Facts = z.strictObject({
  title: z.string(),
  /** Left out where the site gives none. */
  date: z.iso.date().optional(),
  /** What an informed reader would call it; no site shows it. */
  kind: z.enum(['case-study', 'procurement-other', 'council-other', 'other']),
  author: z.string().optional(),
  kicker: z.string().optional(),
  topic: z.string().optional(),
  teaser: z.string(),
});

/** A post as its site's templates need it; `html` is a fragment, `id` the number its CMS would give it. */
export type DemoPost = z.infer<typeof Facts> & {
  readonly id: number;
  readonly slug: string;
  readonly html: string;
};

/** The day the newest of the posts was written for. */
const WRITTEN = Date.parse('2026-11-20');

/** Newest first, undated ones last, as a listing would show them; dated as if the newest were of `now` (Unix ms). */
export async function readDemoPosts(site: string, now: number): Promise<DemoPost[]> {
  const folder = new URL(`${site}/`, FOLDER);
  const names = (await readdir(folder)).filter((name) => name.endsWith('.md'));
  const posts = await Promise.all(
    names.sort().map((name, index) => readPost(new URL(name, folder), index, now)),
  );
  return posts.sort((a, b) => (b.date ?? '').localeCompare(a.date ?? ''));
}

async function readPost(file: URL, index: number, now: number): Promise<DemoPost> {
  const [, head = '', body = ''] = (await readFile(file, 'utf8')).split(/^---$/m);
  const slug = file.pathname.replace(/^.*\/|\.md$/g, '');
  const { date, ...facts } = Facts.parse(parse(head));
  const dated = date === undefined ? {} : { date: broughtTo(now, date) };
  return { ...facts, ...dated, id: 1200 + index * 7, slug, html: bodyHtml(body) };
}

/** A demonstration is never stale: whenever it runs, its sites have been writing until that week. */
function broughtTo(now: number, date: string): string {
  const days = Math.floor((now - WRITTEN) / DAY);
  return new Date(Date.parse(date) + days * DAY).toISOString().slice(0, 10);
}

import { readDate } from '../base/dates/dates.ts';
import { defined } from '../base/defined.ts';
import { doubtAbout } from '../extract/doubt.ts';
import { extractPost } from '../extract/extract.ts';
import { decodeBody } from '../fetch/body/charset.ts';
import { judgeBody } from '../fetch/body/content.ts';
import { judgeStatus } from '../fetch/body/judge-status.ts';
import type { Card } from '../model/card.ts';
import type { FetchOutcome, Page } from '../model/page.ts';
import { postText, type Post } from '../model/post.ts';
import { anySite } from './any-site.ts';
import { bareLine, type PageLine, type ReadLine } from './page-line.ts';

/**
 * Reads one page of no known source, without a network: judged as the fetcher judges an answer, then read as a post. `now` is when it
 * is read; a page that came with a Date header (RFC 9110, 6.6.1) was read then.
 */
export function readPageLine(line: PageLine, now: Date): ReadLine {
  const page = pageOf(line, now);
  const outcome = judgeStatus(page.url, page.status, page.headers, now.getTime()) ?? notContent(page, line);
  if (outcome !== undefined) return { ...bareLine(line, outcome.kind), why: whyOf(outcome) };
  const at = new Date(page.fetchedAt);
  const card = cardOf(line, at);
  const post = extractPost(page, { source: anySite(), now: at, ...defined({ card }) });
  if ('kind' in post) return { ...bareLine(line, post.kind), why: post.why };
  const doubt = doubtAbout(post, card ?? {}, page);
  if (doubt !== undefined) return { ...bareLine(line, 'unreadable'), why: doubt };
  return { ...bareLine(line, 'post'), ...fieldsOf(post) };
}

function pageOf({ url, status, headers, html, base64 }: PageLine, now: Date): Page {
  const named = Object.fromEntries(
    Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]),
  );
  const header = named['content-type'] ?? 'text/html';
  const bytes = typeof html === 'string' ? Buffer.from(html) : Buffer.from(base64 ?? '', 'base64');
  const decoded = typeof html === 'string' ? AS_TEXT(html) : decodeBody(bytes, header);
  const said = Date.parse(named['date'] ?? '');
  return {
    kind: 'page',
    url,
    finalUrl: url,
    status: status ?? 200,
    headers: named,
    contentType: header.split(';', 1)[0]?.trim().toLowerCase() ?? '',
    charset: decoded.charset,
    charsetFrom: decoded.charsetFrom,
    body: decoded.text,
    wireBytes: bytes.length,
    bytes: bytes.length,
    validators: {},
    redirects: [],
    fetchedAt: Number.isNaN(said) ? now.getTime() : said,
  };
}

const AS_TEXT = (text: string) => ({ text, charset: 'utf-8', charsetFrom: 'default' }) as const;

function notContent(page: Page, { card }: PageLine): FetchOutcome | undefined {
  const title = card?.title ?? undefined;
  return judgeBody({ ...page, expect: 'post', ...defined({ title }), now: page.fetchedAt });
}

function whyOf(outcome: FetchOutcome): string {
  return 'why' in outcome ? outcome.why : outcome.kind;
}

function cardOf({ url, card }: PageLine, now: Date): Card | undefined {
  if (card === undefined || card === null) return undefined;
  const title = card.title ?? undefined;
  const date = card.date ?? undefined;
  const published = date === undefined ? undefined : readDate(date, 'text', { now });
  return { url, ...defined({ title, date, published }) };
}

function fieldsOf(post: Post): Readonly<Record<string, unknown>> {
  return {
    title: post.title,
    author: post.author ?? null,
    published: { ...post.published, confirmed: post.evidence?.published.confirmed ?? false },
    text: postText(post),
    beside: post.beside ?? [],
    canonicals: post.canonicals,
    cut: post.cut ?? null,
    evidence: post.evidence ?? null,
  };
}

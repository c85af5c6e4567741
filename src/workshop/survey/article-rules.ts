import { defined } from '../../base/defined.ts';
import type { HtmlElement } from '../../base/html.ts';
import { isElement } from '../../base/html.ts';
import { type ArticleRules } from '../../base/source.ts';
import { jsonLd } from '../../base/strategies.ts';
import type { Card } from '../../model/card.ts';
import { extractPost } from '../../extract/extract.ts';
import { type Post, postText } from '../../model/post.ts';
import type { Page } from '../../model/page.ts';
import { brittle } from '../lint-source.ts';
import { elementsIn } from './find-cards.ts';
import { stableClasses, textOf, viewOf } from '../view.ts';
import type { SurveyFetcher } from './survey-fetcher.ts';
import { draftSource, type SiteBasics } from './approach.ts';

/** A post that was read to learn how posts are read. */
export type Sample = { readonly page: Page; readonly card: Card; readonly post: Post };

const SAMPLES = 3;
const TRIED = 6;
const KNOWN_BODIES = [
  '.entry-content',
  '.post-content',
  '.article-body',
  '.node__content',
  '.mura-body',
  '.field--name-body',
];

/** Reads a few posts with nothing but `auto`: one may be gone, or no page for people. */
export async function readSamples(
  site: SurveyFetcher,
  cards: readonly Card[],
  basics: SiteBasics,
): Promise<Sample[]> {
  const samples: Sample[] = [];
  for (const card of cards.slice(0, TRIED)) {
    if (samples.length === SAMPLES) break;
    const page = await site.ask({ url: card.url, accept: 'html', expect: 'post' });
    const post = page.kind === 'page' ? read(page, {}, basics, card) : undefined;
    if (page.kind === 'page' && post !== undefined) samples.push({ page, card, post });
  }
  return samples;
}

/** How these posts are read: what the samples agree on, and `auto` for the rest. */
export function articleRules(samples: readonly Sample[], basics: SiteBasics): ArticleRules {
  const title = titleReader(samples, basics);
  const body = bodySelector(samples, basics);
  return {
    ...defined({ title }),
    date: 'auto',
    ...(body === undefined ? {} : { body: [body, 'auto'] }),
  };
}

function titleReader(samples: readonly Sample[], basics: SiteBasics): ArticleRules['title'] {
  const readers = [jsonLd('headline'), 'h1'].filter((reader) =>
    samples.every(({ page, post }) => {
      const found = read(page, { title: reader }, basics);
      return found?.title === post.title && found.winners['title'] === 0;
    }),
  );
  return readers.length <= 1 ? readers[0] : readers;
}

/** The one box that holds a post's text and little else, on every sample. */
function bodySelector(samples: readonly Sample[], basics: SiteBasics): string | undefined {
  const [first] = samples;
  if (first === undefined) return undefined;
  const candidates = [...new Set([...KNOWN_BODIES, ...boxNames(first.page)])];
  return candidates.find(
    (selector) =>
      brittle(selector).length === 0 &&
      samples.every(({ page, post }) => {
        if (viewOf(page).$(selector).length !== 1) return false;
        const found = read(page, { body: selector }, basics);
        return found !== undefined && found.winners['body'] === 0 && isAbout(words(found), words(post));
      }),
  );
}

/** Names of the boxes around most of a page's paragraphs, the tightest first. */
function boxNames(page: Page): string[] {
  const { $ } = viewOf(page);
  const size = (box: HtmlElement): number =>
    elementsIn(box).reduce(
      (sum, one) => sum + (one.name === 'p' && one.parent === box ? textOf(one).length : 0),
      0,
    );
  const boxes = $('p').parent().toArray().filter(isElement);
  const [box] = [...new Set(boxes)].sort((a, b) => size(b) - size(a));
  const around = [box, box?.parent].filter((one) => one !== undefined && one !== null).filter(isElement);
  return around.flatMap((one) => [
    ...stableClasses(one).map((name) => `.${name}`),
    ...(/^[a-z][\w-]*$/i.test(one.attribs['id'] ?? '') ? [`#${one.attribs['id']}`] : []),
    ...(/^(article|main)$/.test(one.name) ? [one.name] : []),
  ]);
}

function read(page: Page, article: ArticleRules, basics: SiteBasics, card?: Card): Post | undefined {
  const source = { ...draftSource(basics), article };
  const post = extractPost(page, {
    source,
    now: new Date(page.fetchedAt),
    ...defined({ card }),
  });
  return 'kind' in post ? undefined : post;
}

function words(post: Post): number {
  return postText(post).split(/\s+/).length;
}

function isAbout(found: number, expected: number): boolean {
  return found >= expected * 0.9 && found <= expected * 1.15 + 5;
}

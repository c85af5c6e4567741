import { load } from 'cheerio/slim';
import { cleanUrl } from '../base/clean-url.ts';
import { dayFirstIn } from '../base/dates/date-order.ts';
import { dayFirstByNumbers } from '../base/dates/numeric-order.ts';
import { defined } from '../base/defined.ts';
import {
  isElement,
  parseHtml,
  parsePage,
  type HtmlDocument,
  type HtmlElement,
  outwards,
} from '../base/html.ts';
import type { Source } from '../base/source.ts';
import { resolveUrl } from '../base/url.ts';
import type { Card } from '../model/card.ts';
import type { Page } from '../model/page.ts';
import { atAnchor } from './at-anchor.ts';
import { readAuthor } from './authors/author.ts';
import { toBlocks } from './text/blocks.ts';
import { withoutCompany } from './text/company.ts';
import { factsBeside, readBody, titleIndex } from './text/body.ts';
import { leadsElsewhere } from './text/elsewhere.ts';
import { fragmentJudge, judgeOf, proseShare } from './text/clutter.ts';
import { linkedData, textOf } from './json-ld.ts';
import { readLines, type Line, type LinesEnd } from './lines.ts';
import { lastOfText, linesOnce } from './lines-below.ts';
import { linesNear, linesUntil } from './lines-near.ts';
import { isProse } from './text/noise.ts';
import { NO_DATE } from '../base/dates/dates.ts';
import { nameIn, publishersOf } from './authors/name.ts';
import { cutText, plainText } from './plain-text.ts';
import type { Post } from '../model/post.ts';
import { readModified } from './dates/declared.ts';
import { readPublished } from './published.ts';
import { elementsAt, type Readable, type TreeView } from './read-field.ts';
import { survey, type Survey } from './survey.ts';
import { withBoldTitle } from './titles/bold-title.ts';
import { readTitle, titleElement } from './titles/title.ts';
import { whyNotText, whyUnreadable, type Unreadable } from './unreadable.ts';

export type Context = { readonly source: Source; readonly card?: Card; readonly now: Date };

/** So many elements that hold dates are asked for the order of their numbers. */
const MOST_DATES = 40;
/** A date in numbers that is all an element says. */
const DATE_ALONE = />\s*\d{1,2}\/\d{1,2}\/\d{4}\s*</g;
/** How one ends: hardly a page has it, and to see that takes a third of the time. */
const YEAR_AT_END = /\d\/\d{4}\s*</;

/** Reads a post from its page: title, date, author, and the text without what stands around it. Pure: `now` is given. Never throws. */
export function extractPost(whole: Page, { source, card, now }: Context): Post | Unreadable {
  const page = source.anchors === true ? atAnchor(whole) : whole;
  const notText = whyNotText(page);
  if (notText !== undefined) return { kind: 'unreadable', why: notText };
  const document = parsePage(page.body);
  const seen = withBoldTitle(survey(document), page.finalUrl, card?.title);
  const view = viewOf(page, document);
  const readable: Readable = { view, linked: linkedData(seen.jsonLd, page.finalUrl) };
  const title = readTitle(readable, seen, source, card?.title);
  const shown = title?.value ?? '';
  const heading = title === undefined ? undefined : titleElement(shown, seen);
  const titled = withAncestors(heading);
  const judge = judgeOf(titled, proseShare(seen.body), {
    dropped: droppedBy(source, view),
    unfolded: seen.unfolded,
  });
  const lines = linesOnce(seen.body, judge);
  const description = seen.metas.get('og:description') ?? seen.metas.get('description');
  const from = {
    ...{ page: readable, source, judge, body: seen.body, lines },
    ...{ title: shown, heading, description },
  };
  const body = readBody(from);
  const own = { text: body?.value ?? [], lines: (end?: LinesEnd) => lines(end).lines };
  let near: readonly Line[] | undefined;
  const nearTitle = (last?: Line['element']): readonly Line[] => {
    if (near !== undefined) return near;
    const until = linesUntil(heading, last, lines);
    return (near = linesNear(until, titleIndex(until, shown, heading), now));
  };
  const around = new Set([...titled, ...withAncestors(firstOfText(own.text))]);
  const author = readAuthor({
    ...{ page: readable, seen, source, titled, around, title: shown },
    // Who is not named there is looked for below the text: both are read at once.
    nearTitle: () => nearTitle(lastOfText(own.text)),
    ...own,
  });
  const options = dateOptionsOf(seen, page, { source, now });
  const canonicals = canonicalsOf(seen, page.finalUrl);
  const isElsewhere = leadsElsewhere(document, [page.finalUrl, ...canonicals], own.text);
  const text = toBlocks(
    own.text,
    { title: shown, author: author?.value, isElsewhere, facts: factsBeside(from, body) },
    options,
  );
  const why = whyUnreadable(text.blocks, seen, heading !== undefined);
  if (why !== undefined || title === undefined) return { kind: 'unreadable', why: why ?? 'it has no title' };
  const date = readPublished({
    ...{ page: readable, seen, source, card, options, judge, titled, around, nearTitle },
    ...own,
  });
  const modified = readModified(readable.linked, seen, options);
  return {
    url: cleanUrl(page.finalUrl, source),
    title: shown,
    ...defined({ author: author?.value }),
    published: date.value,
    ...defined({ modified }),
    ...text,
    evidence: {
      title: title.evidence,
      ...defined({ author: author?.evidence }),
      published: date.evidence,
    },
    ...defined({ language: options.language }),
    canonicals,
    winners: winnersOf({ title, author, date: date.value.value === null ? undefined : date, body }),
  };
}

/** How dates of a page are to be read: what it proves or says of itself, else what its source says. */
function dateOptionsOf(seen: Survey, page: Page, { source, now }: Pick<Context, 'source' | 'now'>) {
  const language = languageOf(seen, page) ?? source.dates?.language;
  const proved = dayFirstIn(numericDates(seen), now) ?? source.dates?.dayFirst;
  const alone = proved === undefined && YEAR_AT_END.test(page.body) ? page.body.match(DATE_ALONE) : null;
  const dayFirst = proved ?? dayFirstByNumbers(alone ?? []);
  return { now, zone: source.timeZone, ...defined({ language, dayFirst }) };
}

/** Makes a post of a card that brought its content, so that no page need be asked for. */
export function postFromCard(
  card: Card,
  { source, now }: Pick<Context, 'source' | 'now'>,
): Post | Unreadable {
  const title = cutText(plainText(card.title ?? ''), 500);
  if (card.content === undefined) return { kind: 'unreadable', why: 'the card brought no content' };
  if (title === '') return { kind: 'unreadable', why: 'the card has no title' };
  const { html, author: by, modified } = card.content;
  const document = parseHtml(html);
  const dropped = droppedBy(source, viewOf({ finalUrl: card.url, body: html }, document));
  const author = nameIn(by, publishersOf([source.publisher, source.name]));
  const text = toBlocks(
    withoutCompany(readLines([document], fragmentJudge(dropped)).lines, -1),
    { title, author },
    { now },
  );
  if (text.blocks.length === 0)
    return { kind: 'unreadable', why: 'the content that came with the card holds no text' };
  return {
    url: cleanUrl(card.url, source),
    title,
    ...defined({ author }),
    published: card.published ?? NO_DATE,
    ...defined({ modified }),
    ...text,
    canonicals: [],
    winners: {},
  };
}

function viewOf({ finalUrl, body }: Pick<Page, 'finalUrl' | 'body'>, document: HtmlDocument): TreeView {
  return new LazyView(finalUrl, body, document);
}

/**
 * `$` is built when an adapter first asks for it: most posts are read without it. A class, since V8 keeps a getter that belongs to one object
 * with that object's shape, which outlives the page, and with the getter the whole tree that it sees.
 */
class LazyView implements TreeView {
  readonly url: string;
  readonly html: string;
  readonly document: HtmlDocument;
  #loaded: TreeView['$'] | undefined;

  constructor(url: string, html: string, document: HtmlDocument) {
    this.url = url;
    this.html = html;
    this.document = document;
  }

  get $(): TreeView['$'] {
    return (this.#loaded ??= load(this.document));
  }
}

function withAncestors(element: HtmlElement | undefined): ReadonlySet<HtmlElement> {
  return new Set(outwards(element));
}

/** Where the text begins: the box of that is the post's own, even among boxes of others in its dress. */
function firstOfText(text: readonly Line[]): HtmlElement | undefined {
  const element = text.find((line) => line.company !== true && isProse(line))?.element;
  return element !== undefined && isElement(element) ? element : undefined;
}

function droppedBy(source: Source, view: TreeView): ReadonlySet<HtmlElement> {
  const selectors = source.article.drop ?? [];
  return new Set(selectors.length === 0 ? [] : elementsAt(selectors.join(', '), view));
}

/** What a page writes where dates are expected: they prove each other's order. */
function numericDates({ metas, times, dates }: Survey): readonly string[] {
  const marked = [...times.slice(0, MOST_DATES), ...dates.slice(0, MOST_DATES)].map((element) =>
    textOf(element),
  );
  return [...metas.values(), ...marked].filter((text) => text.length < 80 && /\d[./-]\d/.test(text));
}

function languageOf(seen: Survey, page: Page): string | undefined {
  const said = (seen.language ?? page.headers['content-language'] ?? '').trim().replaceAll('_', '-');
  return /^[a-z]{2,3}(?:-[a-z0-9]{2,8})*$/i.test(said) ? said : undefined;
}

function canonicalsOf(seen: Survey, pageUrl: string): readonly string[] {
  const base = seen.base === undefined ? pageUrl : (resolveUrl(seen.base, pageUrl) ?? pageUrl);
  const urls = [seen.canonical, seen.metas.get('og:url')].map((href) =>
    href === undefined || href.trim() === '' ? undefined : resolveUrl(href, base),
  );
  return [...new Set(urls.filter((url) => url !== undefined))];
}

function winnersOf(
  fields: Readonly<Record<string, { readonly by: number } | undefined>>,
): Readonly<Record<string, number>> {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([field, won]) => (won === undefined ? [] : [[field, won.by]])),
  );
}

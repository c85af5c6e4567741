import { isElement, isText, type HtmlDocument, type HtmlElement } from '../base/html.ts';
import { onceForEach } from '../base/once-each.ts';
import { declaresDate, holdsDate } from './dates/holds-date.ts';
import { inWords } from './plain-text.ts';

/** What one pass over a page notes of it: everything but its text. Elements are in the order of the document. */
export type Survey = {
  readonly language: string | undefined;
  /** Contents of meta elements by name or property, in lower case; the first of several, but all authors of a journal. */
  readonly metas: ReadonlyMap<string, string>;
  readonly titleTag: HtmlElement | undefined;
  readonly canonical: string | undefined;
  /** What relative addresses are relative to (HTML, 4.2.3), where the page says so. */
  readonly base: string | undefined;
  readonly jsonLd: readonly string[];
  readonly headings: readonly HtmlElement[];
  /** The first elements that put letters in bold: in pages without headings one of them is the title. */
  readonly bolds: readonly HtmlElement[];
  /** The one that is, where somebody vouches for it; among the headings, too. */
  readonly boldTitle?: HtmlElement;
  readonly times: readonly HtmlElement[];
  /** Elements that say whose words these are: rel=author, itemprop=author, a class of byline or author. */
  readonly bylines: readonly HtmlElement[];
  /** Boxes that tell of whoever wrote it. */
  readonly authorBoxes: readonly HtmlElement[];
  /** Elements that say when: a class, id or itemprop of date, published or posted. */
  readonly dates: readonly HtmlElement[];
  /** Elements that a machine is told the day of publication by: microdata, RDFa, hAtom. */
  readonly declaredDates: readonly HtmlElement[];
  /** Ids of what buttons in headings and tabs control. */
  readonly unfolded: ReadonlySet<string>;
  readonly body: HtmlDocument | HtmlElement;
  readonly scripts: number;
  readonly wantsScript: boolean;
};

type Notes = { -readonly [K in keyof Survey]: Survey[K] extends readonly (infer T)[] ? T[] : Survey[K] } & {
  metas: Map<string, string>;
  unfolded: Set<string>;
};

const BYLINE =
  /(?:^|[\s_-])(?:byline|authors?|posted-?by|written-?by|authored-?by|created-?by|contributor|journalist|reporter|writer|autore?s?|auteurs?|verfasser(?:in)?|redakteur(?:in)?|fn)(?:$|[\s_-](?!bio|box|avatar|image|photo|pic|desc|info|about|contact|social|socmed|follow))/i;
const isByline = onceForEach((names) => BYLINE.test(inWords(names)));
/** What themes call the box that tells of whoever wrote a post. */
const AUTHOR_BOX =
  /(?:^|[\s_-])(?:authors?[-_]{1,2}(?:bio|box|info|card|details?|profile|block|panel|section|about)|about[-_](?:the[-_])?authors?)/i;
const isAuthorBox = onceForEach((names) => AUTHOR_BOX.test(names));
const MOST_BOXES = 6;
/** Journals and papers name each author in an element of its own. */
const EACH_ONE = new Set(
  'citation_author dc.creator dcterms.creator dc:creator author article:author parsely-author'.split(' '),
);
const LONGEST_JOINED = 500;
/** No field is longer, and patterns that look for white space would look at more of it again and again. */
const LONGEST_META = 5000;
const MOST_BOLD = 40;
const HEADLINE = /^(?:(?:entry|post|article|story|news|page|blog)[-_]?(?:title|headline)|headline)$/i;
const WANTS_SCRIPT =
  /(enable|requires?|turn on|need)\s+(java ?script|js\b)|java ?script (is|to be|must be) (required|enabled|disabled)/i;

/** Walks a parsed page once. */
export function survey(document: HtmlDocument): Survey {
  const notes: Notes = {
    language: undefined,
    metas: new Map(),
    titleTag: undefined,
    canonical: undefined,
    base: undefined,
    jsonLd: [],
    headings: [],
    bolds: [],
    times: [],
    bylines: [],
    authorBoxes: [],
    dates: [],
    declaredDates: [],
    unfolded: new Set(),
    body: document,
    scripts: 0,
    wantsScript: false,
  };
  const headlines: HtmlElement[] = [];
  walk(document, notes, headlines);
  // Without an h1, the only element that is called the headline is the title.
  if (headlines.length === 1 && !notes.headings.some(({ name }) => name === 'h1'))
    notes.headings.push(...headlines);
  return notes;
}

function walk(parent: HtmlDocument | HtmlElement, notes: Notes, headlines: HtmlElement[]): void {
  for (const node of parent.children) {
    if (!isElement(node)) continue;
    NOTERS.get(node.name)?.(node, notes);
    if (isDressed(node)) {
      note(node, notes);
      if (isHeadline(node)) headlines.push(node);
    }
    if (node.name !== 'svg') walk(node, notes, headlines);
  }
}

/** Half of a page's elements have no attributes, and nothing to say but by their tag. */
function isDressed({ attribs }: HtmlElement): boolean {
  for (const _ in attribs) return true;
  return false;
}

function note(element: HtmlElement, notes: Notes): void {
  const { name, attribs } = element;
  const names = `${attribs['class'] ?? ''} ${attribs['id'] ?? ''} ${attribs['itemprop'] ?? ''}`;
  if (holdsDate(element, names)) notes.dates.push(element);
  if (name !== 'meta' && declaresDate(element)) notes.declaredDates.push(element);
  const panel = panelOf(element);
  if (panel !== undefined) notes.unfolded.add(panel);
  if (attribs['rel'] === 'author' || (names.length > 2 && isByline(names))) notes.bylines.push(element);
  else if (names.length > 2 && notes.authorBoxes.length < MOST_BOXES && isAuthorBox(names))
    notes.authorBoxes.push(element);
}

/** No heading by its tag, and called one all the same. */
function isHeadline({ name, attribs }: HtmlElement): boolean {
  if (name !== 'div' && name !== 'span' && name !== 'p') return false;
  return (
    (attribs['role'] === 'heading' && attribs['aria-level'] === '1') ||
    attribs['itemprop'] === 'headline' ||
    (attribs['class'] !== undefined && HEADLINE.test(attribs['class']))
  );
}

/** Bootstrap names what a button unfolds in data of its own. */
function panelOf({ attribs, parent, name }: HtmlElement): string | undefined {
  const id =
    attribs['aria-controls'] ?? (attribs['data-bs-target'] ?? attribs['data-target'])?.replace(/^#/, '');
  if (id === undefined) return undefined;
  const isInHeading = parent !== null && isElement(parent) && /^(?:h[2-6]|summary|dt)$/.test(parent.name);
  return isInHeading || /^h[2-6]$/.test(name) || attribs['role'] === 'tab' ? id : undefined;
}

const noteBold = (element: HtmlElement, { bolds }: Notes): void => {
  if (bolds.length < MOST_BOLD) bolds.push(element);
};

const noteHeading = (element: HtmlElement, notes: Notes): void => void notes.headings.push(element);

/** What is noted of elements by their tag. */
const NOTERS = new Map<string, (element: HtmlElement, notes: Notes) => void>(
  Object.entries({
    html: ({ attribs }, notes) => {
      notes.language ??= attribs['lang'] ?? attribs['xml:lang'];
    },
    meta: ({ attribs }, notes) => noteMeta(attribs, notes.metas),
    title: (element, notes) => {
      notes.titleTag ??= element;
    },
    base: ({ attribs }, notes) => {
      notes.base ??= attribs['href'];
    },
    link: ({ attribs }, notes) => {
      if (/(^|\s)canonical(\s|$)/i.test(attribs['rel'] ?? '')) notes.canonical ??= attribs['href'];
    },
    script: (element, notes) => {
      notes.scripts += 1;
      if (/ld\+json/i.test(element.attribs['type'] ?? '')) notes.jsonLd.push(rawText(element));
    },
    noscript: (element, notes) => {
      notes.wantsScript ||= WANTS_SCRIPT.test(rawText(element));
    },
    body: (element, notes) => {
      // A page put together of several may have more than one body, each inside the first.
      if (!('attribs' in notes.body)) notes.body = element;
    },
    h1: noteHeading,
    h2: noteHeading,
    h3: noteHeading,
    b: noteBold,
    strong: noteBold,
    big: noteBold,
    time: (element, notes) => void notes.times.push(element),
  }),
);

function noteMeta(attribs: HtmlElement['attribs'], metas: Map<string, string>): void {
  const name = (attribs['property'] ?? attribs['name'] ?? attribs['itemprop'] ?? '').toLowerCase();
  const content = attribs['content']?.slice(0, LONGEST_META);
  if (name === '' || content === undefined || content.trim() === '') return;
  const known = metas.get(name);
  if (known === undefined) metas.set(name, content);
  else if (EACH_ONE.has(name) && known.length < LONGEST_JOINED) metas.set(name, `${known}; ${content}`);
}

function rawText(element: HtmlElement): string {
  return element.children
    .map((child) => (isElement(child) ? rawText(child) : isText(child) ? child.data : ''))
    .join('');
}

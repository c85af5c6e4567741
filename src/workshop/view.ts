import type { CheerioAPI } from 'cheerio';
import { load } from 'cheerio/slim';
import {
  type HtmlDocument,
  type HtmlElement,
  type HtmlNode,
  isElement,
  isText,
  parsePage,
  outwards,
} from '../base/html.ts';
import { foldSpace } from '../base/text.ts';
import { resolveUrl } from '../base/url.ts';
import type { Page } from '../model/page.ts';
import { takeInHand } from '../reading/in-hand.ts';

/** A page as the workshop looks at it. */
export type View = {
  readonly page: Page;
  readonly document: HtmlDocument;
  readonly $: CheerioAPI;
  /** What relative links start from. */
  readonly base: string;
  /** Whether fragments of addresses are told apart. */
  readonly anchors?: boolean;
};

const PASSING =
  /\d|^(?:first|last|odd|even|active|current|clearfix|cf|row|col|hidden|visible|sticky|hentry|post|type-\w+|status-\w+|format-\w+|category-.+|tag-.+|has-.+|is-.+|js-.+|u-.+|no-.+|align\w+|wp-container.*)$|^(?:m|p|mt|mb|pt|pb|d|text|bg|flex|grid)-/i;

/** Parses a page the way discovery will. */
export function viewOf(page: Page, { anchors = false }: { readonly anchors?: boolean } = {}): View {
  takeInHand(page.url);
  const document = parsePage(page.body);
  const $ = load(document);
  const base = resolveUrl($('base[href]').first().attr('href') ?? '', page.finalUrl) ?? page.finalUrl;
  return { page, document, $, base, anchors };
}

/** The text of an element, white space folded; scripts and styles left out. */
export function textOf(node: HtmlNode): string {
  return foldSpace(rawText(node));
}

function rawText(node: HtmlNode): string {
  if (isText(node)) return node.data;
  if (!isElement(node) || /^(script|style|noscript|template)$/.test(node.name)) return '';
  return node.children.map(rawText).join(' ');
}

/** Elements from the parent outwards. */
export function ancestors(element: HtmlElement): HtmlElement[] {
  return [...outwards(element.parent)];
}

/** The language that an element is said to be in (BCP 47). English is not told: it is said of many pages that are in another. */
export function languageAround(element: HtmlElement): string | undefined {
  const told = [...outwards(element)].find(({ attribs }) => (attribs['lang'] ?? '') !== '');
  const language = told?.attribs['lang'];
  return language === undefined || /^en\b/i.test(language) ? undefined : language;
}

/** Classes that say what an element is: not which one it is, nor what state it is in, nor what a build tool called it. */
export function stableClasses(element: HtmlElement): string[] {
  const names = (element.attribs['class'] ?? '').split(/\s+/);
  return names.filter((name) => /^[a-z][\w-]*$/i.test(name) && !PASSING.test(name) && !isMade(name));
}

/** `sc-bdVaJa`, `Card__titleXyZ`: capitals and small letters mixed at the end of a name. */
function isMade(name: string): boolean {
  const tail = name.split(/[-_]+/).at(-1) ?? '';
  return tail.length >= 5 && /[a-z][A-Z].*[a-z][A-Z]/.test(tail);
}

/** Whether an element stands among what surrounds a page's own content. */
export function isBeside(element: HtmlElement): boolean {
  return [...outwards(element)].some(
    ({ name, attribs }) =>
      /^(nav|header|footer|aside|form)$/.test(name) ||
      /^(navigation|banner|contentinfo|complementary)$/.test(attribs['role'] ?? '') ||
      /(?:^|[\s_-])(?:nav|menu|sidebar|leftnav|breadcrumbs?|crumbs?|footer|related|most-?read|popular|pager|paging|pagination)(?:$|[\s_-])/i.test(
        `${attribs['class'] ?? ''} ${attribs['id'] ?? ''}`,
      ),
  );
}

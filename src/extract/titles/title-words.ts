import type { HtmlElement } from '../../base/html.ts';
import { onceEach } from '../../base/once-each.ts';
import { textOf } from '../json-ld.ts';
import { plainText, sameWords } from '../plain-text.ts';
import { isSitePart, isSpelt } from './site-part.ts';

/** In UTF-16 units. */
export const LONGEST = 500;
/** A title stands among the first headings, if it is in one at all. */
export const MOST_HEADINGS = 60;

/** The words that a heading shows, as many as a title may have. */
export const headingWords = onceEach((heading: HtmlElement) =>
  sameWords(textOf(heading).slice(0, LONGEST * 4)),
);

/** Between a page's title and its site's name. */
const SEPARATOR = /\s+(?![+=<]\s)[|–—·•‧»«›‹❯~/*⋆:ǀ\p{So}\p{Sm}-]{1,2}\s+|\s*[|│¦｜❘⎮ǀ]\s*|\s+::\s+/u;

/** What speaks for or against a title, besides the element it stands in. */
export type Witnesses = {
  /** Titles that the page gives itself, in their plain words. */
  readonly titles: readonly string[];
  /** Those of them that are written for this one post; a title element may be the same on every page of a site. */
  readonly own: readonly string[];
  /** One title for each party that writes its own: data for machines, the title element, the listing. */
  readonly parties: readonly string[];
  readonly siteNames: ReadonlySet<string>;
  /** A title that two of them give. */
  readonly agreed: string | undefined;
  /** What the title element opens with, before what may be the site's name. */
  readonly heads: readonly string[];
  /** Spelt without spaces, as the host spells it. */
  readonly hostName: string;
  /** The page's address, */
  readonly url: string;
  /** and where that is, without what a folder is called besides. */
  readonly place: string;
  /** The words that the post's address is made of. */
  readonly slug: ReadonlySet<string>;
};

/** The parts that a title element opens with, in their plain words, the longest first; without the last, which is the site's. */
export function headsOf(tag: string): readonly string[] {
  const parts = tag.split(SEPARATOR);
  return parts.slice(1).map((_, at) => sameWords(parts.slice(0, parts.length - 1 - at).join(' ')));
}

/** The parts that a title element ends with, behind what may be the site's name, in their plain words. */
export function tailsOf(tag: string): readonly string[] {
  const parts = tag.split(SEPARATOR);
  return parts.slice(1).map((_, at) => sameWords(parts.slice(at + 1).join(' ')));
}

/** The parts that stand in a title element between the site's name and what it says of itself, in their plain words. */
export function middlesOf(tag: string): readonly string[] {
  return tag.split(SEPARATOR).slice(1, -1).map(sameWords);
}

/** Whether a text is the site's name, as it says itself or as its host is spelt. */
export function isSite(text: string, { siteNames, hostName }: Witnesses): boolean {
  const words = sameWords(text);
  return (
    siteNames.has(words) || (words.length > 3 && words.replaceAll(' ', '') === hostName.replaceAll('-', ''))
  );
}

/**
 * A title without the site's name at its end, or nothing where it is no more than that name.
 * @param isShown a heading says it: only what is known for the site's name is taken from that
 */
export function usable(whole: string | undefined, witnesses: Witnesses, isShown = false): string | undefined {
  const { titles } = witnesses;
  const title = whole === undefined ? undefined : withoutSiteBefore(whole, witnesses);
  if (title === undefined || isSite(title, witnesses)) return undefined;
  const parts = title.split(SEPARATOR);
  for (let kept = parts.length - 1; kept > Math.max(0, parts.length - 4); kept -= 1) {
    const tail = parts.slice(kept).join(' ');
    const head = title.slice(0, endOf(title, parts.slice(0, kept)));
    const isAgreed = titles.includes(sameWords(head)) && sameWords(head) !== '';
    if (isAgreed || isSite(tail, witnesses) || (!isShown && isSitePart(tail, head, witnesses)))
      return isAgreed ? head : withoutSection(head, title.slice(head.length), witnesses);
  }
  return title;
}

/** What is left may end in a section's name, parted as the site's was: behind a bar, or where the address has none of its words. */
function withoutSection(head: string, rest: string, witnesses: Witnesses): string | undefined {
  if (isSite(head, witnesses)) return undefined;
  const mark = SEPARATOR.exec(rest)?.[0].trim() ?? '';
  const at = mark === '' ? -1 : head.lastIndexOf(` ${mark} `);
  const [title, section] = [head.slice(0, Math.max(0, at)), head.slice(at + mark.length + 2)];
  const isKnown =
    witnesses.titles.includes(sameWords(head)) &&
    witnesses.titles.some((one) => one !== sameWords(head) && one.startsWith(sameWords(head)));
  if (title === '' || isKnown || section.length > title.length) return head;
  return /[|»«❘⎮ǀ]/.test(mark) || isSitePart(section, title, witnesses) ? title : head;
}

/** A title without the site's name in front, and the section's behind that: "County Voice » Archive » Forty vans". */
function withoutSiteBefore(title: string, witnesses: Witnesses): string {
  const [, site = '', rest = ''] = /^(.{2,80}?)\s*(?:[:|»«›·•]|\s[–—-]\s|::)\s*(.+)$/s.exec(title) ?? [];
  const isName = isSite(site, witnesses) || (!isColon(title, site) && isSpelt(site, witnesses));
  if (rest === '' || !isName || rest.length < site.length / 2) return title;
  const parts = rest.split(/\s+[|»›]\s+/);
  return parts.reduce((longest, part) => (part.length > longest.length ? part : longest), '');
}

/** What stands before a colon is the author's, unless it is the very name of the site. */
function isColon(title: string, before: string): boolean {
  return /^\s*:(?!:)/.test(title.slice(before.length));
}

/** Where the last of `parts` ends in the title they were split from. */
function endOf(title: string, parts: readonly string[]): number {
  return parts.reduce((at, part) => title.indexOf(part, at) + part.length, 0);
}

/** A text as a title is written, or nothing. */
export function clean(text: string | undefined): string | undefined {
  const plain = text === undefined ? '' : plainText(text.slice(0, LONGEST * 4));
  return plain === '' ? undefined : plain;
}

/** The path of an address, the same for a folder and its index; nothing for what names a place on a page, or the site's home. */
export function placeOf(href: string, base: string): string {
  const url = URL.parse(href, base);
  if (url === null || href.includes('#')) return '';
  const path = url.pathname.replace(/(?:\/index)?(?:\.\w{3,5})?\/?$/, '');
  return `${path}${url.search}`;
}

import { isElement, type HtmlElement } from '../base/html.ts';
import type { Source } from '../base/source.ts';
import { textOf } from './json-ld.ts';
import { cutText, hasWords, plainText, sameWords } from './plain-text.ts';
import { firstOf, firstWinner, readText, type Readable, type Won } from './read-field.ts';
import type { Survey } from './survey.ts';

const LONGEST = 500;
/** A title stands among the first headings, if it is in one at all. */
const MOST_HEADINGS = 60;
/** Between a page's title and its site's name. */
const SEPARATOR = /\s+[|–—·•»:-]{1,2}\s+|\s*\|\s*|\s+::\s+/;

/** What speaks for or against a title, besides the element it stands in. */
type Witnesses = {
  /** Titles that the page gives itself, in their plain words. */
  readonly titles: readonly string[];
  /** Those of them that are written for this one post; a title element may be the same on every page of a site. */
  readonly own: readonly string[];
  readonly siteNames: ReadonlySet<string>;
};

/**
 * The title of a post: as the source says, else JSON-LD, the heading that the page's other titles agree with (never a kicker above
 * it, never the site's own name), og:title, the title element without the site's name, and last what the listing called it.
 */
export function readTitle(
  page: Readable,
  seen: Survey,
  source: Source,
  cardTitle: string | undefined,
): Won<string> | undefined {
  const witnesses = witnessesOf(page, seen, source, cardTitle);
  const won = firstOf(
    source.article.title,
    (reader) => usable(clean(readText(reader, page)), witnesses),
    () =>
      firstWinner([
        () => headline(page, seen, witnesses),
        () => headingTitle(seen, witnesses),
        () => usable(clean(seen.metas.get('og:title')), witnesses),
        () => usable(titleTag(seen), witnesses),
        () => clean(cardTitle),
      ]),
  );
  return won === undefined ? undefined : { value: cutText(won.value, LONGEST), by: won.by };
}

/** The element that shows the title, where there is one: the text of the post begins below it. */
export function titleElement(title: string, seen: Survey): HtmlElement | undefined {
  const words = sameWords(title);
  if (words === '') return undefined;
  const headings = seen.headings.slice(0, MOST_HEADINGS);
  return (
    headings.find((heading) => hasWords(textOf(heading), words)) ??
    headings.find(
      (heading) =>
        heading.name === 'h1' &&
        sameWords(clean(textOf(heading)) ?? '').includes(words.slice(0, LONGEST / 2)),
    )
  );
}

function witnessesOf(page: Readable, seen: Survey, source: Source, card: string | undefined): Witnesses {
  const siteNames = [
    seen.metas.get('og:site_name'),
    seen.metas.get('application-name'),
    source.publisher,
    source.name,
  ];
  const said = [seen.metas.get('og:title'), seen.metas.get('twitter:title'), page.linked('headline'), card];
  const own = said.map((title) => sameWords(title ?? '')).filter((title) => title !== '');
  const tag = sameWords(titleTag(seen) ?? '');
  return {
    own,
    titles: tag === '' ? own : [...own, tag],
    siteNames: new Set(siteNames.map((name) => sameWords(name ?? '')).filter((name) => name !== '')),
  };
}

function clean(text: string | undefined): string | undefined {
  const plain = text === undefined ? '' : plainText(text.slice(0, LONGEST * 4));
  return plain === '' ? undefined : plain;
}

function titleTag(seen: Survey): string | undefined {
  return seen.titleTag === undefined ? undefined : clean(textOf(seen.titleTag));
}

/** A title without the site's name at its end, or nothing where it is no more than that name. */
function usable(title: string | undefined, { titles, siteNames }: Witnesses): string | undefined {
  if (title === undefined || siteNames.has(sameWords(title))) return undefined;
  const parts = title.split(SEPARATOR);
  for (let kept = parts.length - 1; kept > Math.max(0, parts.length - 4); kept -= 1) {
    const tail = parts.slice(kept).join(' ');
    const head = title.slice(0, endOf(title, parts.slice(0, kept)));
    const isAgreed = titles.includes(sameWords(head)) && sameWords(head) !== '';
    if (isAgreed || siteNames.has(sameWords(tail))) return head;
  }
  return title;
}

/** Where the last of `parts` ends in the title they were split from. */
function endOf(title: string, parts: readonly string[]): number {
  return parts.reduce((at, part) => title.indexOf(part, at) + part.length, 0);
}

/** JSON-LD's headline, unless a heading and another witness agree on something else; spelt as the heading spells it. */
function headline(page: Readable, seen: Survey, witnesses: Witnesses): string | undefined {
  const said = usable(page.linked('headline'), witnesses);
  if (said === undefined) return undefined;
  const words = sameWords(said);
  const heading = headingTitle(seen, witnesses);
  if (heading === undefined || sameWords(heading) === words) return heading ?? said;
  const shown = sameWords(heading);
  const others = witnesses.titles.filter((title) => title.startsWith(shown) && !title.startsWith(words));
  const isCutShort = shown.startsWith(words);
  return isCutShort || others.length > 0 ? heading : said;
}

function headingTitle(seen: Survey, witnesses: Witnesses): string | undefined {
  let best: string | undefined;
  let most = 0;
  for (const heading of seen.headings.slice(0, MOST_HEADINGS)) {
    const text = headingText(heading, witnesses);
    const score = text === undefined ? 0 : scoreOf(heading, text, witnesses);
    if (score > most) {
      most = score;
      best = text;
    }
  }
  return best;
}

/** A heading of a lower rank is a title only where the page says so; one that links to the home page is the site's. */
function scoreOf(heading: HtmlElement, text: string, { own, titles }: Witnesses): number {
  const words = sameWords(text);
  const isIn = (all: readonly string[]): boolean =>
    all.some((title) => title === words || (words.length > 12 && title.startsWith(`${words} `)));
  const witness = isIn(own) ? 6 : isIn(titles) ? 1.5 : 0;
  if (heading.name !== 'h1') return witness === 0 ? 0 : witness + 1;
  return witness + (isWayHome(heading) ? 0.5 : 3) + (isInMain(heading) ? 2 : 0);
}

function isWayHome(heading: HtmlElement): boolean {
  const link = [heading.parent, ...heading.children].find(
    (node) => node !== null && isElement(node) && node.name === 'a',
  );
  return (
    link !== undefined &&
    link !== null &&
    isElement(link) &&
    /^(?:https?:\/\/[^/]+)?\/?(?:index\.\w+)?$/.test(link.attribs['href'] ?? '-')
  );
}

function isInMain(element: HtmlElement): boolean {
  for (let at = element.parent; at !== null && isElement(at); at = at.parent) {
    if (at.name === 'main' || at.name === 'article' || at.attribs['role'] === 'main') return true;
    if (at.name === 'nav' || at.name === 'aside' || at.name === 'footer') return false;
  }
  return false;
}

/** The text of a heading, without a kicker that shares it where a witness knows the title alone. */
function headingText(heading: HtmlElement, witnesses: Witnesses): string | undefined {
  const whole = clean(textOf(heading));
  if (whole === undefined || witnesses.siteNames.has(sameWords(whole))) return undefined;
  if (witnesses.titles.includes(sameWords(whole))) return whole;
  const part = heading.children.find(
    (child) => isElement(child) && witnesses.titles.includes(sameWords(textOf(child))),
  );
  const kept = part !== undefined && isElement(part) ? clean(textOf(part)) : undefined;
  return kept ?? usable(whole, witnesses);
}

import { isElement, type HtmlElement } from '../base/html.ts';
import type { Source } from '../base/source.ts';
import type { FieldEvidence, FieldOrigin } from '../model/post.ts';
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
  /** One title for each party that writes its own: data for machines, the title element, the listing. */
  readonly parties: readonly string[];
  readonly siteNames: ReadonlySet<string>;
  /** A title that two of them give. */
  readonly agreed: string | undefined;
};

/** The place of each among the readers of `auto`. */
const ORIGINS: readonly FieldOrigin[] = ['json-ld', 'heading', 'meta', 'title', 'listing'];

export type Titled = Won<string> & { readonly evidence: FieldEvidence };

/**
 * The title of a post: as the source says, else JSON-LD, the heading that the page's other titles agree with (never a kicker above
 * it, never the site's own name, never one that two others contradict), og:title, the title element without the site's name, and last
 * what the listing called it.
 */
export function readTitle(
  page: Readable,
  seen: Survey,
  source: Source,
  cardTitle: string | undefined,
): Titled | undefined {
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
  if (won === undefined) return undefined;
  const origin = won.auto === undefined ? 'source' : (ORIGINS[won.auto] ?? 'title');
  const confirmed = isConfirmed(sameWords(won.value), seen, witnesses);
  return { ...won, value: cutText(won.value, LONGEST), evidence: { origin, confirmed } };
}

/** Whether two places that are written apart give the same title: machines' data, the title element, a heading, the listing. */
function isConfirmed(words: string, seen: Survey, { parties }: Witnesses): boolean {
  const saying = parties.filter(
    (title) => title !== '' && (title === words || title.startsWith(`${words} `)),
  );
  const shown = seen.headings.slice(0, MOST_HEADINGS).some((heading) => hasWords(textOf(heading), words));
  return saying.length + (shown ? 1 : 0) > 1;
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
  const said = [seen.metas.get('og:title'), seen.metas.get('twitter:title'), page.linked('headline'), card];
  const own = said.map((title) => sameWords(title ?? '')).filter((title) => title !== '');
  const tag = sameWords(titleTag(seen) ?? '');
  return {
    own,
    titles: tag === '' ? own : [...own, tag],
    parties: [sameWords(said[0] ?? said[1] ?? said[2] ?? ''), tag, sameWords(card ?? '')],
    siteNames: siteNamesOf(seen, source, own),
    agreed: own.find(
      (title) =>
        tag === title || tag.startsWith(`${title} `) || own.filter((other) => other === title).length > 1,
    ),
  };
}

/** The names of the site; what a page calls its site as well as itself, and shows in its heading, is its title. */
function siteNamesOf(seen: Survey, source: Source, own: readonly string[]): ReadonlySet<string> {
  const shown = seen.headings
    .filter(({ name }) => name === 'h1')
    .map((heading) => sameWords(textOf(heading)));
  const said = [seen.metas.get('og:site_name'), seen.metas.get('application-name')]
    .map((name) => sameWords(name ?? ''))
    .filter((name) => !(own.includes(name) && shown.includes(name)));
  const names = [...said, sameWords(source.publisher), sameWords(source.name)];
  return new Set(names.filter((name) => name !== ''));
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

/** A heading of a lower rank is a title only where the page says so; one that links to the home page is the site's; one that others contradict is none. */
function scoreOf(heading: HtmlElement, text: string, { own, titles, agreed }: Witnesses): number {
  const words = sameWords(text);
  const isIn = (all: readonly string[]): boolean =>
    all.some((title) => title === words || (words.length > 12 && title.startsWith(`${words} `)));
  const witness = isIn(own) ? 6 : isIn(titles) ? 1.5 : 0;
  const contradicting = agreed ?? (isInMain(heading) ? undefined : own[0]);
  if (witness === 0 && contradicting !== undefined && overlap(words, contradicting) < 0.5) return 0;
  if (heading.name !== 'h1') return witness === 0 ? 0 : witness + 1;
  return witness + (isWayHome(heading) ? 0.5 : 3) + (isInMain(heading) ? 2 : 0);
}

/** How many of the words of the shorter of two titles the other has, 0 to 1. */
function overlap(one: string, other: string): number {
  const [a, b] = [new Set(one.split(' ')), new Set(other.split(' '))];
  const shared = [...a].filter((word) => b.has(word)).length;
  return shared / Math.max(1, Math.min(a.size, b.size));
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

import { isElement, isText, type HtmlElement } from '../base/html.ts';
import type { Source } from '../base/source.ts';
import type { FieldEvidence, FieldOrigin } from '../model/post.ts';
import { textOf } from './json-ld.ts';
import type { Line } from './lines.ts';
import { isProse } from './noise.ts';
import { hostLabel, nameIn, publishersOf, type Publishers } from './name.ts';
import { plainText, sameWords } from './plain-text.ts';
import { firstOf, firstWinner, readText, type Readable, type Won } from './read-field.ts';
import type { Survey } from './survey.ts';
import { isOfAnother } from './whose.ts';

const METAS = [
  'author',
  'article:author',
  'citation_author',
  'dc.creator',
  'dc:creator',
  'dcterms.creator',
  'parsely-author',
  'byl',
  'sailthru.author',
];
const INTRODUCED =
  /^(?:(?:posted|written|published|submitted|reported|words) by\b|(?:words|author|by)\s*:|by\s)/i;
/** The place of each among the readers of `auto`. */
const ORIGINS: readonly FieldOrigin[] = ['json-ld', 'meta', 'byline', 'byline', 'byline', 'json-ld'];
/** Where sites keep the page of somebody who writes for them. */
const AUTHOR_PATH =
  /\/(?:authors?|by|people|profiles?|contributors?|writers?|journalists?|autor(?:en|es|e)?|auteurs?|redaktion)\/[^/?#]{3,}/i;
const MOST_BYLINES = 8;
const MOST_AUTHORS = 3;
const FORM = new Set(['form', 'label', 'input', 'select', 'textarea', 'fieldset', 'button']);

export type AuthorSources = {
  readonly page: Readable;
  readonly seen: Survey;
  readonly source: Source;
  /** The title's element with everything around it. */
  readonly titled: ReadonlySet<HtmlElement>;
  readonly nearTitle: () => readonly Line[];
  /** The post's title: what else the title element says names the site. */
  readonly title: string;
};

export type Authored = Won<string> & { readonly evidence: FieldEvidence };

/** Who wrote a post, where a page says so: as the source says, else JSON-LD, meta elements, a marked byline, "Posted By: …" in sight of the title. */
export function readAuthor(from: AuthorSources): Authored | undefined {
  const { page, seen, source, nearTitle } = from;
  const publishers = publishersOf([
    source.publisher,
    source.name,
    seen.metas.get('og:site_name'),
    seen.metas.get('application-name'),
    page.linked('publisher.name'),
    hostLabel(page.view.url),
    ...siteParts(seen, from.title),
    ...(isOrganisation(page) ? [page.linked('author')] : []),
  ]);
  const name = (text: string | undefined): string | undefined => nameIn(text, publishers);
  const readers = [
    () => name(page.linked('author')),
    () => first(METAS, (meta) => name(seen.metas.get(meta))),
    () =>
      first(seen.bylines.slice(0, MOST_BYLINES), (element) => bylineName(element, from.titled, publishers)),
    () => first(nearTitle(), ({ text }) => name(signature(text))),
    () => linkedAuthor(nearTitle(), name),
  ];
  const won = firstOf(
    source.article.author,
    (reader) => name(readText(reader, page)),
    () => firstWinner([...readers, () => houseName(from)]),
  );
  if (won === undefined) return undefined;
  const origin = won.auto === undefined ? 'source' : (ORIGINS[won.auto] ?? 'byline');
  const others = readers.slice(0, 3).filter((_, at) => at !== won.auto);
  const confirmed = others.some((read) => isSame(read(), won.value));
  return { ...won, evidence: { origin, confirmed } };
}

/** Machines are told of houses, too; a person whom the page names comes first. */
function isOrganisation({ linked }: Readable): boolean {
  return /organi[sz]ation|corporation|brand/i.test(linked('author.@type') ?? '');
}

/** A house that is named as the author, where it is not the publisher and nobody else is named. */
function houseName({ page, seen, source, title }: AuthorSources): string | undefined {
  if (!isOrganisation(page)) return undefined;
  const said = [
    source.publisher,
    source.name,
    seen.metas.get('og:site_name'),
    page.linked('publisher.name'),
    hostLabel(page.view.url),
  ];
  return nameIn(page.linked('author'), publishersOf([...said, ...siteParts(seen, title)]));
}

/** What a title element says before or behind the title, part by part: the site's name and its sections. */
function siteParts({ titleTag }: Survey, title: string): readonly string[] {
  const whole = titleTag === undefined ? '' : plainText(textOf(titleTag));
  const at = title === '' ? -1 : whole.indexOf(title);
  if (at < 0) return [];
  const rest = [whole.slice(0, at), whole.slice(at + title.length)];
  return rest
    .flatMap((part) => part.split(/\s*[|–—·•»:]\s*|\s-\s/))
    .map((part) => part.replace(/^[\s-]+|[\s-]+$/g, ''))
    .filter((part) => part.length > 2 && !/^(?:by|von|par|por) /i.test(part));
}

function isSame(one: string | undefined, other: string): boolean {
  return one !== undefined && sameWords(one) === sameWords(other);
}

/** The part of a line near the title that introduces a name: from its start, or behind a date ("5 January 2021 By …"). */
function signature(line: string): string | undefined {
  if (INTRODUCED.test(line)) return line;
  return /\d.*?\s((?:[Bb]y|BY)\s+\p{Lu}.*)$/u.exec(line)?.[1];
}

/** Who a short line by the title links to where a site keeps its authors; of a list of people nobody is taken. */
function linkedAuthor(
  lines: readonly Line[],
  name: (text: string | undefined) => string | undefined,
): string | undefined {
  const short = lines.filter((line) => !isProse(line) && line.text.length <= 80);
  const names = new Set(
    short.map((line) => name(linkToAuthor(line.element))).filter((found) => found !== undefined),
  );
  return names.size > MOST_AUTHORS ? undefined : [...names].join(', ') || undefined;
}

/** The text of a link to where a site keeps what somebody wrote. */
function linkToAuthor(parent: Line['element']): string | undefined {
  for (const child of parent.children) {
    if (!isElement(child)) continue;
    const href = child.name === 'a' ? child.attribs['href'] : undefined;
    if (href !== undefined && AUTHOR_PATH.test(href)) return textOf(child);
    const within = linkToAuthor(child);
    if (within !== undefined) return within;
  }
  return undefined;
}

/** The name in an element that is there for it; not in the form of those who would comment, nor of somebody who did. */
function bylineName(
  element: HtmlElement,
  titled: ReadonlySet<HtmlElement>,
  publishers: Publishers,
): string | undefined {
  if (isInForm(element) || isOfAnother(element, titled)) return undefined;
  const marked = namedChild(element);
  return nameIn(marked, publishers) ?? namesAmong(piecesOf(element), publishers);
}

function isInForm(element: HtmlElement): boolean {
  for (let at: HtmlElement['parent'] = element; at !== null && isElement(at); at = at.parent) {
    // ASP.NET puts the whole page in one form.
    if (FORM.has(at.name) && at.name !== 'form') return true;
    if (
      at.name === 'form' &&
      /comment|search|subscribe|newsletter/i.test(`${at.attribs['id'] ?? ''} ${at.attribs['class'] ?? ''}`)
    )
      return true;
  }
  return false;
}

/** The text of the child that is said to be the name itself. */
function namedChild(element: HtmlElement): string | undefined {
  for (const child of element.children) {
    if (!isElement(child)) continue;
    const { rel, itemprop, class: names } = child.attribs;
    if (
      rel === 'author' ||
      itemprop === 'name' ||
      /(?:^|[\s_-])(?:fn|author-?name)(?:$|\s)/i.test(names ?? '')
    )
      return textOf(child);
    const within = namedChild(child);
    if (within !== undefined) return within;
  }
  return undefined;
}

/** The runs of text in an element, parted where an element begins or ends: a name and a role may stand side by side without a space. */
function piecesOf(element: HtmlElement): readonly string[] {
  const pieces: string[] = [];
  const walk = (parent: HtmlElement): void => {
    for (const node of parent.children) {
      if (isElement(node)) walk(node);
      else if (isText(node)) pieces.push(plainText(node.data));
    }
  };
  walk(element);
  return pieces.filter((piece) => piece !== '');
}

/** The first name among pieces; one cut into single words is put together, and those joined by "and" belong to it. */
function namesAmong(pieces: readonly string[], publishers: Publishers): string | undefined {
  const isCut =
    pieces.length > 1 && pieces.length < 5 && pieces.every((piece) => /^\p{Lu}[\p{L}'’.-]+$/u.test(piece));
  if (isCut) return nameIn(pieces.join(' '), publishers);
  const at = pieces.findIndex((piece) => nameIn(piece, publishers) !== undefined);
  const found = nameIn(pieces[at], publishers);
  if (found === undefined) return undefined;
  const isJoined = /^(?:,|;|&|and|, and)$/i.test(pieces[at + 1] ?? '');
  const next = isJoined ? nameIn(pieces[at + 2], publishers) : undefined;
  return next === undefined ? found : `${found}, ${next}`;
}

function first<T, R>(items: readonly T[], read: (item: T) => R | undefined): R | undefined {
  for (const item of items) {
    const found = read(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

import { DomUtils } from 'htmlparser2';
import { type HtmlElement as Element, isElement, parseXml } from '../base/html.ts';
import { defined } from '../base/defined.ts';
import { plainName, prefixesOf, prefixOf } from './feed-names.ts';
import { type FeedItem, feedItem } from './feed-item.ts';
import { foldSpace } from '../base/text.ts';
import { resolveUrl } from '../base/url.ts';
import { textOf } from './markup.ts';

/** Control characters, and those that only say where a line may break or which way it runs; joiners belong to words. */
const UNSEEN = /[^\P{Cc}\s]|[\u00AD\u200E\u200F\u202A-\u202E\u2060\u2066-\u2069]/gu;

/** No address is taken that is longer, and each of a feed's links is read against it. */
const LONGEST_BASE = 2048;

/** Elements from which items were taken. */
const apart = new WeakSet<Element>();

/** Told from every base that a feed may name. */
const NOWHERE = 'https://nowhere.invalid/';

/**
 * Reads a feed as it comes: unclosed or crossed tags, prefixes under any name or none declared, capitals, unknown versions.
 * Undefined when the text holds no feed at all. `xml` must have been through `cleanXml`.
 */
export function readFeedXml(xml: string, url: string): readonly FeedItem[] | undefined {
  const all = DomUtils.getElementsByTagName('*', parseXml(xml), true);
  const prefixes = prefixesOf(all);
  const names = new Map(all.map((element) => [element, nameOf(element, prefixes)]));
  const named = (wanted: string): readonly Element[] =>
    all.filter((element) => names.get(element) === wanted);
  const items = [...named('item'), ...named('entry')];
  for (const item of items) setApart(item, names);
  // Who an entry does not name is the feed's own author (RFC 4287, 4.2.1).
  const author = first(
    named('author').filter(
      ({ parent }) => parent !== null && isElement(parent) && names.get(parent) === 'feed',
    ),
    authorText,
  );
  if (items.length > 0)
    return items.map((item) => ({ ...defined({ author }), ...readItem(item, names, url) }));
  return ['rss', 'feed', 'channel', 'rdf:rdf'].some((root) => named(root).length > 0) ? [] : undefined;
}

/**
 * Takes what it holds of other items out of the text of an item: a tag that was never closed swallows all that follow it, and as many items
 * within each other would hold the square of their texts. They still know where they stood.
 */
function setApart({ parent }: Element, names: ReadonlyMap<Element, string>): void {
  if (parent === null || !isElement(parent) || apart.has(parent)) return;
  apart.add(parent);
  parent.children = parent.children.filter((child) => !isElement(child) || !isItem(names.get(child)));
}

function isItem(name: string | undefined): boolean {
  return name === 'item' || name === 'entry';
}

/** A name with the prefix of the namespace that the element itself declares, where that is none of a feed. */
function nameOf({ name, attribs, parent }: Element, prefixes: ReadonlyMap<string, string>): string {
  const own = attribs['xmlns'];
  if (own === undefined || name.includes(':') || parent === null || !isElement(parent))
    return plainName(name, prefixes);
  const prefix = prefixOf(own) ?? 'other';
  return prefix === '' ? name.toLowerCase() : `${prefix}:${name.toLowerCase()}`;
}

/** The children of an item by name. What an unclosed tag swallowed of the next item stays with that one. */
type Fields = (...names: readonly string[]) => readonly Element[];

function readItem(item: Element, names: ReadonlyMap<Element, string>, url: string): FeedItem {
  const children = Map.groupBy(item.children.filter(isElement), (child) => names.get(child));
  const fields: Fields = (...wanted) => wanted.flatMap((name) => children.get(name) ?? []);
  return feedItem({
    link: linkOf(item, fields, url),
    title: first(fields('title', 'dc:title', 'media:title'), titleText),
    date: first(
      fields('pubdate', 'published', 'issued', 'dc:date', 'dcterms:issued', 'created', 'dcterms:created'),
      dayText,
    ),
    updated:
      first(fields('updated', 'modified', 'dcterms:modified', 'lastbuilddate'), rawText) ??
      attribute(item, 'lastmod'),
    id: first(fields('guid'), rawText) ?? first(fields('id'), idText) ?? aboutOf(item),
    author: first(fields('dc:creator', 'author'), authorText),
    summary: first(fields('description', 'summary', 'abstract'), plainText),
    content: first(fields('content:encoded', 'content', 'xhtml:body', 'body'), markup),
  });
}

function first(elements: readonly Element[], read: (element: Element) => string): string | undefined {
  return elements.map(read).find((text) => text !== '');
}

/**
 * RSS gives the link as text, Atom as attributes (`alternate` is meant), CDF on the item itself; where a feed counts clicks, `origLink` is
 * where they lead. A guid or an id may stand in where it is an address.
 */
function linkOf(item: Element, fields: Fields, url: string): string | undefined {
  const links = fields('link');
  const rated = links.filter((link) => /^$|(?:^|\/)alternate$/i.test(link.attribs['rel'] ?? ''));
  // Of several forms of a post the page for people is meant.
  const pages = rated.filter((link) =>
    /^(?:text\/html|application\/xhtml)|^$/i.test(link.attribs['type'] ?? ''),
  );
  const guid = fields('guid').filter(isAddress);
  const ids = fields('id').filter((element) => /^https?:/i.test(idText(element)));
  const elements = [
    ...fields('feedburner:origlink', 'pheedo:origlink'),
    ...pages,
    ...rated,
    ...links.filter((link) => attribute(link, 'href') === undefined),
    ...guid,
    ...ids,
  ];
  const [element, text] = elements
    .map((it) => [it, attribute(it, 'href') ?? rawText(it)] as const)
    .find(([, it]) => it !== '') ?? [item, attribute(item, 'href') ?? aboutOf(item) ?? lastResort(fields)];
  return text === undefined ? undefined : (resolveUrl(mended(text), baseOf(element, url)) ?? text);
}

/** A link as it was meant: escaped once too often, or without its scheme. */
function mended(link: string): string {
  const text = link.replaceAll('&amp;', '&').trim();
  return /^www\.[\w-]+\.[\w.-]+(?:[/?#]|$)/i.test(text) ? `https://${text}` : text;
}

/** What RSS 1.0 says an item is about: its own address, in the first place. */
function aboutOf(item: Element): string | undefined {
  return Object.entries(item.attribs).find(([name]) => /(?:^|:)about$/i.test(name))?.[1];
}

/**
 * Where nothing is called the link: the content that is elsewhere, the entry's own address, or the page that a place for comments is on. A guid
 * that denies to be an address is none, whatever it looks like.
 */
function lastResort(fields: Fields): string | undefined {
  const own = fields('link').filter(({ attribs }) => attribs['rel']?.toLowerCase() === 'self');
  return [
    outOfLine(fields),
    ...own.map((link) => attribute(link, 'href')),
    ...fields('comments')
      .map(rawText)
      .filter((text) => /^https?:\/\/[^\s#]+#/i.test(text)),
  ].find((text) => text !== undefined && text !== '');
}

/** Where Atom says that a post's content is, if not in the feed (RFC 4287, 4.1.3.2). */
function outOfLine(fields: Fields): string | undefined {
  return fields('content').flatMap((element) => attribute(element, 'src') ?? [])[0];
}

/** A guid is an address where it looks like one; one that only claims to be ("12345") would lead anywhere. */
function isAddress(guid: Element): boolean {
  const text = rawText(guid);
  const isClaimed = attribute(guid, 'ispermalink')?.toLowerCase() !== 'false';
  return isClaimed && /^(?:https?:\/\/|\/)[^\s]+$/i.test(text);
}

/** An id of Atom is an address without end (RFC 4287, 4.2.6); one that is written as a path is so by its feed's xml:base. */
function idText(element: Element): string {
  const text = rawText(element);
  const base = baseOf(element, NOWHERE);
  const isPath = text.includes('/') && !/^[a-z][a-z\d+.-]*:|\s/i.test(text);
  return isPath && base !== NOWHERE ? (resolveUrl(text, base) ?? text) : text;
}

function attribute(element: Element, name: string): string | undefined {
  return Object.entries(element.attribs).find(([key]) => key.toLowerCase() === name)?.[1];
}

/** Bases that were found, by the address they start from: each item asks for those of all that it stands in. */
const found = new WeakMap<Element, Map<string, string>>();

/** xml:base of an element (CDF's `base`), from the outside in (RFC 3986, 5.1). */
function baseOf(element: Element, url: string): string {
  const known = found.get(element) ?? new Map<string, string>();
  found.set(element, known);
  const base = known.get(url) ?? ownBase(element, url);
  known.set(url, base);
  return base;
}

function ownBase(element: Element, url: string): string {
  const parent =
    element.parent !== null && DomUtils.isTag(element.parent) ? baseOf(element.parent, url) : url;
  const own = element.attribs['xml:base'] ?? attribute(element, 'base') ?? '';
  if (own === '' || own.length > LONGEST_BASE) return parent;
  const base = resolveUrl(own, parent) ?? parent;
  return base.length > LONGEST_BASE ? parent : base;
}

/** The text of an element; Atom 0.3 may have it in base64. */
function rawText(element: Element): string {
  const text = DomUtils.textContent(element).trim();
  const isBase64 =
    element.attribs['mode'] === 'base64' || element.attribs['type'] === 'application/octet-stream';
  return isBase64 ? Buffer.from(text, 'base64').toString('utf8').trim() : text;
}

/** The text of an element that holds a day: systems write one of their beginning (0001, 1970) where none was set. */
function dayText(element: Element): string {
  const text = rawText(element);
  return /\d/.test(text) && !/^000[01]-|\b1970\b/.test(text) ? text : '';
}

/** The words of a text that may be HTML: XHTML inside the element, escaped HTML, or in Atom plain text that only looks like it. */
function plainText(element: Element): string {
  return isMarkup(element) || !isPlain(element) ? textOf(markup(element)) : foldSpace(rawText(element));
}

/** A title is text. RSS never says whether it is HTML: it is where a tag is closed again, or has attributes; "<details>" alone is a word. */
function titleText(element: Element): string {
  const raw = rawText(element);
  const isHtml =
    isMarkup(element) || /&[#\w]+;|<\/[a-z]|<[a-z]+\s+[a-z-]+=|<br\s*\/?>|<(?:img|wbr)\b/i.test(raw);
  const text = isHtml ? plainText(element) : foldSpace(raw);
  return text.replaceAll(UNSEEN, '');
}

function markup(element: Element): string {
  return isMarkup(element) ? DomUtils.getInnerHTML(element) : rawText(element);
}

function isMarkup(element: Element): boolean {
  return element.children.some((child) => isElement(child));
}

function isPlain({ attribs }: Element): boolean {
  return ['text', 'text/plain'].includes(attribs['type']?.toLowerCase() ?? '');
}

function authorText(element: Element): string {
  const name = element.children.find((child) => isElement(child) && /(?:^|:)name$/i.test(child.name));
  const text = foldSpace(DomUtils.textContent(name ?? element));
  // RSS has an e-mail address there, and the name behind it.
  return /^[^\s@]+@[^\s@]+ \((?<name>[^()]+)\)$/.exec(text)?.groups?.['name'] ?? text;
}

import { isElement, isText, parseHtml, type HtmlDocument, type HtmlElement } from '../base/html.ts';
import { isRecord } from '../base/shapes/record.ts';
import { plainText } from './plain-text.ts';

/** What a page says of its article in JSON-LD: asked for by property name, dots reaching inwards (`author.name`). */
export type LinkedData = (property: string) => string | undefined;

type Thing = Readonly<Record<string, unknown>>;

/** Beyond this a block of JSON-LD is not worth its parsing: articles' own are a few kilobytes. */
const LONGEST = 300_000;
/** More values than twenty authors have make no field. */
const MOST_VALUES = 1000;
const ARTICLE = /(article|posting|report|casestudy)$/i;
/** What readers say of a work is dated and signed, too. */
const SAID_OF_IT = /(comment|review|rating|answer|question|event)$/i;
const PAGE = /(webpage|aboutpage|itempage)$/i;

/**
 * Reads the JSON-LD of a page: of several articles the one that names the page's own address, else the first; what it
 * lacks is asked of the WebPage beside it (Yoast dates only that one). Blocks that are not JSON are passed over.
 */
export function linkedData(scripts: readonly string[], pageUrl: string): LinkedData {
  const things = scripts.flatMap((script) => thingsIn(parsed(script), 0));
  const ids = new Map(
    things.flatMap((thing) => (typeof thing['@id'] === 'string' ? [[thing['@id'], thing]] : [])),
  );
  const named = things.filter((thing) => hasType(thing, ARTICLE));
  // Recipes, how-tos and episodes are published and signed like articles.
  const articles = named.length > 0 ? named : things.filter(isSignedWork);
  const article = articles.find((thing) => isAbout(thing, pageUrl)) ?? articles[0];
  const page = things.find((thing) => hasType(thing, PAGE));
  return (property) => {
    const [first = '', ...rest] = property.split('.');
    const room = { left: MOST_VALUES };
    const inArticle = textAt(article?.[first], rest, { ids, room });
    // A page's name or headline is that of the document, often with the site's name; its dates are the article's.
    return inArticle ?? (first.startsWith('date') ? textAt(page?.[first], rest, { ids, room }) : undefined);
  };
}

function parsed(script: string): unknown {
  if (script.length > LONGEST) return undefined;
  const bare = script
    .replaceAll(/^\s*(?:<!--|\/\/\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|\/\/\s*\]\]>|\]\]>)\s*$/g, '')
    .trim();
  // Templates leave raw line breaks in strings and a comma after the last item; both are repaired, nothing else is.
  for (const attempt of [bare, bare.replaceAll(/\p{Cc}+/gu, ' ').replaceAll(/,\s*([}\]])/g, '$1')]) {
    try {
      return JSON.parse(attempt);
    } catch {
      continue;
    }
  }
  return undefined;
}

function thingsIn(value: unknown, depth: number): readonly Thing[] {
  if (depth > 4) return [];
  if (Array.isArray(value)) return value.flatMap((item: unknown) => thingsIn(item, depth + 1));
  if (!isRecord(value)) return [];
  return [value, ...thingsIn(value['@graph'], depth + 1), ...thingsIn(value['mainEntity'], depth + 1)];
}

function hasType(thing: Thing, pattern: RegExp): boolean {
  return [thing['@type']].flat().some((type) => typeof type === 'string' && pattern.test(type));
}

function isSignedWork(thing: Thing): boolean {
  return 'datePublished' in thing && 'author' in thing && !hasType(thing, SAID_OF_IT);
}

function isAbout(thing: Thing, pageUrl: string): boolean {
  const main = thing['mainEntityOfPage'];
  const names = [thing['url'], thing['@id'], main, isRecord(main) ? main['@id'] : undefined];
  return names.some((name) => typeof name === 'string' && withoutHash(name) === withoutHash(pageUrl));
}

function withoutHash(url: string): string {
  return url.replace(/#.*/s, '').replace(/\/$/, '');
}

/** Things by their `@id`, and how many values may still be looked at: things that name each other have no end. */
type Known = { readonly ids: ReadonlyMap<string, Thing>; readonly room: { left: number } };

function textAt(value: unknown, path: readonly string[], known: Known): string | undefined {
  if ((known.room.left -= 1) < 0) return undefined;
  if (Array.isArray(value)) {
    const texts = value.slice(0, 20).map((item: unknown) => textAt(item, path, known));
    return texts.filter((text) => text !== undefined).join(', ') || undefined;
  }
  if (isRecord(value)) {
    const id = value['@id'];
    const same = typeof id === 'string' ? known.ids.get(id) : undefined;
    // What it says itself comes before what is said of it elsewhere.
    const holderOf = (name: string): Thing | undefined => [value, same].find((one) => one && name in one);
    const [next = holderOf('@value') === undefined ? 'name' : '@value', ...rest] = path;
    const found = holderOf(next)?.[next];
    return isRecord(found) ? undefined : textAt(found, rest, known);
  }
  if (path.length > 0 || (typeof value !== 'string' && typeof value !== 'number')) return undefined;
  return decoded(String(value)) || undefined;
}

/** Publishing systems write HTML's entities into JSON, where no parser has decoded them yet. */
function decoded(text: string): string {
  return plainText(/&[#\w]+;|<\w/.test(text) ? textOf(parseHtml(text)) : text);
}

/** All the text in an element, as it stands. Styles and scripts are no text. */
export function textOf(root: HtmlDocument | HtmlElement): string {
  let text = '';
  for (const node of root.children) {
    if (isElement(node))
      text += /^(script|style|noscript|template|svg)$/.test(node.name)
        ? ' '
        : node.name === 'br'
          ? ' '
          : textOf(node);
    else if (isText(node)) text += node.data;
  }
  return text;
}

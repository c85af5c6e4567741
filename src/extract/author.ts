import type { Source } from '../base/source.ts';
import { textOf } from './json-ld.ts';
import { cutText, plainText, sameWords } from './plain-text.ts';
import { firstOf, firstWinner, readText, type Readable, type Won } from './read-field.ts';
import type { Survey } from './survey.ts';

const LONGEST = 200;
const METAS = [
  'author',
  'article:author',
  'dc.creator',
  'dcterms.creator',
  'parsely-author',
  'byl',
  'sailthru.author',
];
const LABEL =
  /^(?:(?:posted|written|published|reported|words|author)(?:\s+by)?\s*:|(?:posted|written|published|reported) by\b|by\s*:?\s+|author\s*:)\s*/i;
/** Where a name ends and a date, a section or a reading time begins. */
const AFTER_NAME =
  /\s*(?:\||•|·|\bposted (?:on|in)\b|\bpublished (?:on|in)?\b|\bon (?:\d|\w+ \d)|,?\s+(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|,?\s*\d{1,2}(?:st|nd|rd|th)?[\s./-]|,?\s+(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d).*$/is;
const NOBODY =
  /^(?:admin(?:istrator)?|editor|webmaster|guest|staff|anonymous|web ?team|root|user\d*|unknown)$/i;

/** Who wrote a post, where a page says so: as the source says, else JSON-LD, meta elements, a marked byline, "Posted By: …" in sight of the title. */
export function readAuthor(
  page: Readable,
  seen: Survey,
  source: Source,
  nearTitle: () => readonly string[],
): Won<string> | undefined {
  const name = (text: string | undefined): string | undefined => nameIn(text, source);
  return firstOf(
    source.article.author,
    (reader) => name(readText(reader, page)),
    () =>
      firstWinner([
        () => name(page.linked('author')),
        () => first(METAS, (meta) => name(seen.metas.get(meta))),
        () => first(seen.bylines.slice(0, 5), (element) => name(textOf(element))),
        () => first(nearTitle(), (line) => name(signature(line))),
      ]),
  );
}

/** The part of a line near the title that introduces a name: from its start, or behind a date ("5 January 2021 By …"). */
function signature(line: string): string | undefined {
  if (LABEL.test(line)) return line;
  return /\d.*?\s((?:[Bb]y|BY)\s+\p{Lu}.*)$/u.exec(line)?.[1];
}

/** A person's or a team's name, without what introduces it. An address, an account or the site itself is nobody. */
export function nameIn(text: string | undefined, source: Source): string | undefined {
  if (text === undefined) return undefined;
  const name = plainText(text.slice(0, LONGEST * 5))
    .replace(LABEL, '')
    .replace(AFTER_NAME, '')
    .replace(/[\s,;:–-]+$/, '');
  const isName =
    /^\p{L}/u.test(name) && name.length > 1 && !/https?:|@|www\./.test(name) && !NOBODY.test(name);
  if (!isName || sameWords(name) === sameWords(source.publisher) || name.length > LONGEST * 2)
    return undefined;
  return cutText(name, LONGEST);
}

function first<T, R>(items: readonly T[], read: (item: T) => R | undefined): R | undefined {
  for (const item of items) {
    const found = read(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

import type { HtmlElement } from '../../base/html.ts';
import type { Source } from '../../base/source.ts';
import type { FieldEvidence, FieldOrigin } from '../../model/post.ts';
import { headingTitle, isWayHome, overlap } from './heading-title.ts';
import { textOf } from '../json-ld.ts';
import { hostLabel } from '../authors/name.ts';
import { cutText, hasWords, sameWords } from '../plain-text.ts';
import { firstOf, firstWinner, readText, type Readable, type Won } from '../read-field.ts';
import { siteNamesOf } from './site-names.ts';
import { slugOf } from './site-part.ts';
import type { Survey } from '../survey.ts';
import {
  clean,
  headingWords,
  headsOf,
  LONGEST,
  middlesOf,
  MOST_HEADINGS,
  placeOf,
  tailsOf,
  usable,
  type Witnesses,
} from './title-words.ts';

/** Metas that carry one post's title, the best kept first. */
const TITLE_METAS = [
  'og:title',
  'twitter:title',
  'citation_title',
  'dc.title',
  'dcterms.title',
  'headline',
  'title',
];
/** So many words that a heading and the title element share are no section's name. */
const LEAST_AGREED = 3;
/** So many of its words an h1 shares with the title that it tells in other words. */
const RETOLD = 0.5;
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
        () => usable(metaTitle(seen), witnesses),
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
  const saying = headings.filter((heading) => hasWords(textOf(heading), words));
  return (
    // A bar that stays in sight repeats the title in a lower rank, above the post.
    saying.find(({ name }) => name === 'h1') ??
    saying[0] ??
    headings.find(
      (heading) =>
        heading.name === 'h1' &&
        sameWords(clean(textOf(heading)) ?? '').includes(words.slice(0, LONGEST / 2)),
    ) ??
    // Machines are told another title than readers now and then.
    headings.find((heading) => heading.name === 'h1' && overlap(headingWords(heading), words) >= RETOLD)
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
    siteNames: siteNamesOf(page, seen, { source, own, tag: titleTag(seen) ?? '' }),
    agreed:
      own.find(
        (title) =>
          tag === title || tag.startsWith(`${title} `) || own.filter((other) => other === title).length > 1,
      ) ??
      (seen.boldTitle === undefined ? shownInTag(seen, page.view.url) : sameWords(textOf(seen.boldTitle))),
    heads: headsOf(titleTag(seen) ?? ''),
    hostName: hostLabel(page.view.url),
    slug: slugOf(page.view.url),
    url: page.view.url,
    place: placeOf(page.view.url, page.view.url),
  };
}

/**
 * What the title element opens with, before a site's name, ends with behind one or has between two parts, and a heading of any rank shows: one of them alone may
 * be a section's name. A heading that leads to the home page is the site's.
 */
function shownInTag(seen: Survey, url: string): string | undefined {
  const all = seen.headings.slice(0, MOST_HEADINGS);
  const headings = all.filter((heading) => !isWayHome(heading, url));
  // Where there is an h1, a short heading of another rank may be a section's.
  const least = headings.some(({ name }) => name === 'h1') ? LEAST_AGREED : LEAST_AGREED - 1;
  const tag = titleTag(seen) ?? '';
  const shown = headings.map(headingWords);
  // Several headings of the first rank are those of a text's parts.
  const isParted = headings.filter(({ name }) => name === 'h1').length > 1;
  const whole = isParted && headings[0]?.name !== 'h1' ? [sameWords(tag)] : [];
  for (const parts of [headsOf(tag), tailsOf(tag), behindSite(tag, all, url), middlesOf(tag), whole]) {
    const long = new Set(parts.filter((part) => part.split(' ').length >= least));
    const found = long.size === 0 ? undefined : shown.find((words) => long.has(words));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** What a title element says behind the site's name where nothing parts the two: the heading that leads to the home page is the name. */
function behindSite(tag: string, headings: readonly HtmlElement[], url: string): readonly string[] {
  const words = sameWords(tag);
  return headings
    .filter((heading) => isWayHome(heading, url))
    .map(headingWords)
    .filter((site) => site !== '' && words.startsWith(`${site} `))
    .map((site) => words.slice(site.length + 1));
}

function metaTitle({ metas }: Survey): string | undefined {
  const name = TITLE_METAS.find((meta) => clean(metas.get(meta)) !== undefined);
  return name === undefined ? undefined : clean(metas.get(name));
}

function titleTag(seen: Survey): string | undefined {
  return seen.titleTag === undefined ? undefined : clean(textOf(seen.titleTag));
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
  // What machines are told goes on where the heading ends: with a subtitle, or with words for search engines.
  const goesOn = words.startsWith(`${shown} `);
  return isCutShort || goesOn || others.length > 0 ? heading : said;
}

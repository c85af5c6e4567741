import type { Source } from '../../base/source.ts';
import { sameWords } from '../plain-text.ts';
import type { Readable } from '../read-field.ts';
import type { Survey } from '../survey.ts';
import { isWayHome } from './heading-title.ts';
import { headingWords, MOST_HEADINGS, tailsOf } from './title-words.ts';

/** The names of the site; what a page calls its site as well as itself, and shows in its heading, is its title. */
export function siteNamesOf(
  page: Readable,
  seen: Survey,
  { source, own, tag }: { readonly source: Source; readonly own: readonly string[]; readonly tag: string },
): ReadonlySet<string> {
  const shown = seen.headings.filter(({ name }) => name === 'h1').map(headingWords);
  const said = [
    ...['og:site_name', 'application-name', 'apple-mobile-web-app-title'].map((name) => seen.metas.get(name)),
    page.linked('publisher.name'),
    // Joomla's articles are parts of their own page.
    /page/i.test(page.linked('isPartOf.@type') ?? '') ? undefined : page.linked('isPartOf.name'),
  ]
    .map((name) => sameWords(name ?? ''))
    .filter((name) => !(own.includes(name) && shown.includes(name)));
  const host = (URL.parse(page.view.url)?.hostname ?? '').replace(/^www\./, '');
  const names = [
    ...said,
    ...namedWayHome(seen, tag, page.view.url),
    ...[source.publisher, source.name, host].map((name) => sameWords(name)),
  ];
  return new Set(names.filter((name) => name !== ''));
}

/** What a title element ends with, where the heading that leads to the home page says no more than that. */
function namedWayHome(seen: Survey, tag: string, url: string): readonly string[] {
  const squeezed = (words: string): string => words.replaceAll(' ', '');
  const homes = new Set(
    seen.headings
      .slice(0, MOST_HEADINGS)
      .filter((heading) => isWayHome(heading, url))
      .map((heading) => squeezed(headingWords(heading))),
  );
  return homes.size === 0 ? [] : tailsOf(tag).filter((tail) => homes.has(squeezed(tail)));
}

import { councilByCode } from '../classify/councils/councils.ts';
import { casePath, councilName, type Entry } from '../catalogue/entry.ts';
import { topicTitle } from '../catalogue/words.ts';

const CONTEXT = 'https://schema.org';

/** The licence of what we say of a story; its publisher's text is not ours to license. */
const LICENCE = 'https://creativecommons.org/licenses/by/4.0/';

/**
 * A page of ours about an article of somebody else's: schema.org's `sd…` properties (made for markup about others' content) say
 * which words are ours.
 */
export function entryJsonLd(entry: Entry, publicUrl: string): object {
  return {
    '@context': CONTEXT,
    '@type': 'WebPage',
    '@id': `${publicUrl}${casePath(entry)}`,
    url: `${publicUrl}${casePath(entry)}`,
    name: entry.title,
    description: entry.blurb,
    datePublished: new Date(entry.listedAt).toISOString(),
    dateModified: new Date(entry.updatedAt).toISOString(),
    license: LICENCE,
    mainEntity: {
      '@type': 'Article',
      '@id': entry.url,
      url: entry.url,
      headline: entry.title,
      publisher: { '@type': 'Organization', name: entry.publisher },
      ...(entry.published === null ? {} : { datePublished: entry.published }),
      ...(entry.link.archiveUrl === null ? {} : { archivedAt: entry.link.archiveUrl }),
      about: [...entry.councils.map(councilJsonLd), ...entry.topics.map((slug) => topicTitle(slug))],
      sdPublisher: { '@type': 'Organization', name: 'Lamplighter', url: publicUrl },
      sdDatePublished: new Date(entry.listedAt).toISOString(),
      sdLicense: LICENCE,
    },
  };
}

function councilJsonLd(named: { readonly code: string; readonly as: string }): object {
  const council = councilByCode(named.code);
  return {
    '@type': 'GovernmentOrganization',
    name: councilName(named),
    identifier: [
      { '@type': 'PropertyValue', propertyID: 'local-authority-code', value: named.code },
      ...(council === undefined || council.gss === ''
        ? []
        : [{ '@type': 'PropertyValue', propertyID: 'GSS', value: council.gss }]),
    ],
  };
}

/** A list of our pages. */
export function listJsonLd(name: string, entries: readonly Entry[], publicUrl: string): object {
  return {
    '@context': CONTEXT,
    '@type': 'ItemList',
    name,
    numberOfItems: entries.length,
    itemListElement: entries.map((entry, at) => ({
      '@type': 'ListItem',
      position: at + 1,
      url: `${publicUrl}${casePath(entry)}`,
      name: entry.title,
    })),
  };
}

import { readDate, type DateOptions, type DateReading } from '../../base/dates/dates.ts';
import type { HtmlElement } from '../../base/html.ts';
import { textOf } from '../json-ld.ts';
import { plainText } from '../plain-text.ts';
import type { LinkedData } from '../json-ld.ts';
import type { Survey } from '../survey.ts';
import { isOfAnother } from '../whose.ts';
import { isToldOfChange } from './holds-date.ts';
import { isInList } from './in-list.ts';
import { WEIGHTS, type Witness } from './witness.ts';
import { A_PUBLICATION } from './written.ts';

/** Names of meta elements for the day of publication, the most particular first. */
const PUBLISHED_METAS =
  'article:published_time og:article:published_time article:published govuk:first-published-at og:published_time first-published originally-published firstpublished datepublished publishdate publish_date publish-date publication_date publicationdate citation_publication_date citation_online_date citation_date prism.publicationdate pubdate og:pubdate bt:pubdate rnews:datepublished originalpublicationdate release_date releasedate dc.date.issued dcterms.issued dcterms.created dc.date.created datecreated dc.date dc:date dcterms.date dc.terms.date parsely-pub-date sailthru.date cxenseparse:recs:publishtime shareaholic:article_published_time date'.split(
    ' ',
  );
/** What other systems call it: "published_at", "article.published". */
const A_DAY_OF_PUBLICATION = /(?<!un)publish(?!er|ing)|publication|pubdate/;
const MODIFIED_METAS = [
  'article:modified_time',
  'og:updated_time',
  'datemodified',
  'dcterms.modified',
  'dc.date.modified',
  'last-modified',
];
const UPDATED = /updated|modified|last-?edited/i;
const MOST_TRIED = 40;

export type DeclaredSources = {
  readonly linked: LinkedData;
  readonly seen: Survey;
  readonly around: ReadonlySet<HtmlElement>;
  readonly options: DateOptions;
};

/** What a page tells machines: JSON-LD, meta elements, and microdata, RDFa or hAtom wherever it stands, even in what looks like clutter. */
export function declaredWitnesses({ linked, seen, around, options }: DeclaredSources): readonly Witness[] {
  const said = linked('datePublished') ?? linked('dateCreated') ?? '';
  return [
    ...declared(() => readDate(said, 'json-ld', options), options, said),
    ...metaWitness(seen, options),
    ...microdata(seen, around, options),
  ];
}

/** When the page says it was last changed; shown and compared, never taken for publication. */
export function readModified(
  linked: LinkedData,
  seen: Survey,
  options: DateOptions,
): DateReading | undefined {
  const all = [
    readDate(linked('dateModified') ?? '', 'json-ld', options),
    ...MODIFIED_METAS.map((name) => readDate(seen.metas.get(name) ?? '', 'meta', options)),
  ];
  return all.find((date) => date.value !== null);
}

function declared(read: () => DateReading, options: DateOptions, text: string): readonly Witness[] {
  const reading = read();
  if (reading.value === null) return [];
  return [
    { reading, party: 'declared', weight: WEIGHTS[reading.origin], ...otherOrder(text, reading, options) },
  ];
}

/** The day that numbers would give in the other order, where both are days. */
export function otherOrder(
  text: string,
  reading: DateReading,
  options: DateOptions,
): Pick<Witness, 'otherOrder'> {
  if (!/\d\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d/.test(text)) return {};
  const other = readDate(text, reading.origin, { ...options, dayFirst: options.dayFirst === false });
  return other.value === null || other.value === reading.value ? {} : { otherOrder: other };
}

function metaWitness(seen: Survey, options: DateOptions): readonly Witness[] {
  const others = [...seen.metas.keys()].filter((name) => A_DAY_OF_PUBLICATION.test(name));
  for (const name of new Set([...PUBLISHED_METAS, ...others])) {
    const text = seen.metas.get(name);
    const found = text === undefined ? [] : declared(() => readDate(text, 'meta', options), options, text);
    if (found.length > 0) return found;
  }
  return [];
}

function microdata(seen: Survey, around: ReadonlySet<HtmlElement>, options: DateOptions): readonly Witness[] {
  for (const element of seen.declaredDates.slice(0, MOST_TRIED)) {
    const names = element.attribs['class'] ?? '';
    // Systems name one element for both days while a post is as it was published.
    if (UPDATED.test(names) && (!A_PUBLICATION.test(names) || isToldOfChange(element))) continue;
    if (isOfAnother(element, around) || isInList(element, around)) continue;
    const text = valueOf(element, options);
    const found = declared(() => readDate(text, 'time', options), options, text);
    if (found.length > 0) return found;
  }
  return [];
}

/** The value of an element that carries a date: HTML's and RDFa's attributes first, hAtom's title, then what is shown. */
function valueOf(element: HtmlElement, options: DateOptions): string {
  const { content, datetime, title } = element.attribs;
  const said = [content, datetime, title].find(
    (text) => text !== undefined && readDate(text, 'time', options).value !== null,
  );
  return said ?? plainText(textOf(element));
}

import type { HtmlElement } from '../../base/html.ts';
import { onceAsked } from '../../base/once-each.ts';
import type { FieldEvidence, FieldOrigin } from '../../model/post.ts';
import { textOf } from '../json-ld.ts';
import { plainText, sameWords } from '../plain-text.ts';
import { firstFound, firstOf, firstWinner, readText, type Readable, type Won } from '../read-field.ts';
import type { Survey } from '../survey.ts';
import { boxedAuthors } from './author-box.ts';
import { accountBesideDate } from './account.ts';
import type { AuthorSources } from './author-sources.ts';
import { signedBelow, toldBelow } from './below.ts';
import { besideDate } from './beside-date.ts';
import { besideFace } from './beside-face.ts';
import { bylineName } from './byline.ts';
import { toldAtOpening } from './guest.ts';
import {
  HOUSE,
  houseName,
  isOrganisation,
  MOST_BYLINES,
  authorOfSite,
  deskName,
  siteParts,
} from './house.ts';
import { opensByName } from './introduced.ts';
import { aboveRole, belowLabel } from './label-and-name.ts';
import { hostLabel, markedName, nameIn, publishersOf, withoutBrackets, type ReadName } from './name.ts';
import { calledByRole, linkedAuthor, signed } from './near-title.ts';
import { namesSideBySide } from './side-by-side.ts';
import { signedAtEnd } from './signature.ts';
import { beyondTitle, unlessTitle } from './unless-title.ts';
import { writersTold } from './writers-told.ts';
import { isPersonal } from './person.ts';

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
/** What a page's house and its sections are called: no author. */
const PUBLISHER_METAS = [
  'publisher',
  'dc.publisher',
  'dcterms.publisher',
  'citation_publisher',
  'article:section',
];
/** The place of each among the readers of `auto`. */
const ORIGINS: readonly FieldOrigin[] = ['json-ld', 'meta', ...Array<'byline'>(15).fill('byline'), 'json-ld'];

export type Authored = Won<string> & { readonly evidence: FieldEvidence };

/** Who wrote a post, where a page says so: as the source says, else JSON-LD, meta elements, a marked byline, "Posted By: …" in sight of the title. */
export function readAuthor(from: AuthorSources): Authored | undefined {
  const { page, seen, source, nearTitle } = from;
  const publishers = publishersOf([
    source.publisher,
    source.name,
    seen.metas.get('og:site_name'),
    seen.metas.get('application-name'),
    // Who publishes what they write is a person all the same.
    ...(/person/i.test(page.linked('publisher.@type') ?? '') ? [] : [page.linked('publisher.name')]),
    hostLabel(page.view.url),
    ...PUBLISHER_METAS.map((meta) => withoutBrackets(seen.metas.get(meta) ?? '')),
    ...siteParts(seen, from.title),
    ...(isOrganisation(page) ? [page.linked('author')] : []),
  ]);
  const name = (text: string | undefined): string | undefined =>
    unlessTitle(nameIn(beyondTitle(text, from.title), publishers), from.title);
  const marked = (text: string | undefined): string | undefined => markedName(text, publishers);
  const inMeta = (): string | undefined =>
    firstFound(METAS, (meta) => unlessHouse(name)(writersTold(seen.metas.get(meta), publishers)));
  const inByline = onceAsked(() =>
    namesSideBySide(
      declaredFirst(seen.bylines.slice(0, MOST_BYLINES)),
      (element) => unlessTitle(bylineName(element, from.around, publishers), from.title),
      (text) => opensByName(text, seen.language),
    ),
  );
  const readers = [
    () =>
      unlessTitle(
        markedName(page.linked('author') ?? inParts(page) ?? page.linked('creator'), publishers),
        from.title,
      ),
    () => unlessUnseen(inMeta(), from, inByline),
    inByline,
    () => signed(nearTitle(), seen.language, name),
    () => calledByRole(nearTitle(), name),
    () => belowLabel(nearTitle(), name),
    () => aboveRole(nearTitle(), name),
    () => linkedAuthor(nearTitle(), name, marked),
    () => besideFace(nearTitle(), name),
    () => accountBesideDate(nearTitle(), from.lines, marked),
    () => toldAtOpening([...nearTitle(), ...from.text.slice(0, 2), ...from.text.slice(-1)], name),
    () =>
      besideDate(
        {
          lines: nearTitle(),
          titled: from.titled,
          text: from.text,
          page: () => from.lines(),
          html: page.view.html,
        },
        unlessHouse(name),
      ),
    () => boxedAuthors(seen.authorBoxes, from.around, name),
    () => signedBelow(from, name),
    () => toldBelow(from, name),
    () => signedAtEnd(from, name),
    () => ofTheCard(seen, name),
  ];
  const won = firstOf(
    source.article.author,
    (reader) => name(beyondTitle(readText(reader, page), from.title)),
    () =>
      firstWinner([
        ...readers,
        () => houseName(from),
        () => authorOfSite(from, publishers),
        () => deskName(from, publishers),
      ]),
  );
  if (won === undefined) return undefined;
  const origin = won.auto === undefined ? 'source' : (ORIGINS[won.auto] ?? 'byline');
  // What machines are told is one name, and needs no other to end it.
  const value = origin === 'byline' ? unglued(won.value, from) : won.value;
  const others = readers.slice(0, 3).filter((_, at) => at !== won.auto);
  const confirmed = others.some((read) => isSame(read(), value));
  return { ...won, value, evidence: { origin, confirmed } };
}

/** A line has what stands behind a name without a space for a part of it ("Jane Roein News"); what is named alone says where it ends. */
function unglued(value: string, { page, seen }: AuthorSources): string {
  const alone = [page.linked('author') ?? '', ...seen.bylines.slice(0, MOST_BYLINES).map(textOf)];
  const isGlued = (name: string) => isPersonal(name) && /^\p{L}/u.test(value.slice(name.length));
  return alone.map(plainText).find((name) => value.startsWith(name) && isGlued(name)) ?? value;
}

/** A person of whom JSON-LD says the names one by one. */
function inParts({ linked }: Readable): string | undefined {
  const names = [linked('author.givenName'), linked('author.familyName')];
  return names.every((one) => one !== undefined && !one.includes(',')) ? names.join(' ') : undefined;
}

/** Whom a meta element names and the page nowhere, while it shows another in a place for that, made the site. */
function unlessUnseen(
  told: string | undefined,
  { lines }: AuthorSources,
  shown: () => string | undefined,
): string | undefined {
  const other = told === undefined ? undefined : shown();
  if (told === undefined || other === undefined || isSame(told, other)) return told;
  const surname = told.split(' ').at(-1) ?? '';
  return lines().some(({ text }) => text.includes(surname)) ? told : undefined;
}

/** What says to machines that it is the author comes before what is only called so, as agencies are beside pictures. */
function declaredFirst(elements: readonly HtmlElement[]): readonly HtmlElement[] {
  const isDeclared = ({ attribs }: HtmlElement): boolean => attribs['itemprop'] === 'author';
  return [...elements.filter(isDeclared), ...elements.filter((element) => !isDeclared(element))];
}

/** A card for Twitter has labels in the page's language; of the two that systems write the first is for the author, and one alone may be for the time to read. */
function ofTheCard({ metas }: Survey, name: ReadName): string | undefined {
  const said = metas.get('twitter:data1') ?? '';
  const isOfAuthor = metas.has('twitter:label2') || isPersonal(said);
  return metas.has('twitter:label1') && isOfAuthor ? name(said) : undefined;
}

/** Beside a day stand sections and services, too, and who made a site tells machines so. */
function unlessHouse(name: ReadName): (said: string | undefined) => string | undefined {
  return (said) => (said !== undefined && HOUSE.test(said) ? undefined : name(said));
}

function isSame(one: string | undefined, other: string): boolean {
  return one !== undefined && sameWords(one) === sameWords(other);
}

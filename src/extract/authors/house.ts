import { textOf } from '../json-ld.ts';
import { plainText, sameWords } from '../plain-text.ts';
import { firstFound, type Readable } from '../read-field.ts';
import type { Survey } from '../survey.ts';
import type { AuthorSources } from './author-sources.ts';
import { bylineName, isNobodys } from './byline.ts';
import { hostLabel, isPublisher, nameIn, publishersOf, type Publishers } from './name.ts';
import { unlessTitle } from './unless-title.ts';
import { isPersonal } from './person.ts';

/** So many elements that say whose words these are are looked at. */
export const MOST_BYLINES = 8;
/** Shorter words are labels ("News", "Blog"). */
const LEAST_DESK = 6;
const LONGEST_DESK = 60;
const ACCOUNT_OF_SYSTEM =
  /[Aa]dmin|[Ww]ebmaster|[Ss]uper ?[Uu]ser|[Aa]nonym|[Uu]nknown|[@:/]|^[^\p{Lu}\p{Lo}]/u;
/** What the last word of a house's name says that it is. */
export const HOUSE =
  /\s(?:agency|alliance|associates|association|authority|avenue|blog|borough|centre|center|church|city|club|college|company|consulting|council|county|department|design|events?|exchange|forum|foundation|group|health|hotel|hub|institute|lab|labs|library|life|magazine|marketing|media|ministry|network|news|online|party|post|press|project|road|school|services?|society|solutions|square|street|studios?|support|team|tech|times|today|trust|union|university|web|world)$/i;

/** Machines are told of houses, too; a person whom the page names comes first. */
export function isOrganisation({ linked }: Readable): boolean {
  const type = linked('author.@type') ?? '';
  return /organi[sz]ation|corporation|brand/i.test(type) && !/person/i.test(type);
}

/** A house that is named as the author, where it is not the publisher and nobody else is named. */
export function houseName({ page, seen, source, title }: AuthorSources): string | undefined {
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

/**
 * Whoever a byline shows, or machines are told as a person, on a site that is called like them: of the sites that show their own name so, most are
 * people's, who write under a handle. A house that the source knows by that name, or that says by its last word that it is one, is nobody.
 */
export function authorOfSite(
  { page, seen, source, around, title }: AuthorSources,
  publishers: Publishers,
): string | undefined {
  const known = publishersOf([source.publisher, source.name]);
  const shown = firstFound(seen.bylines.slice(0, MOST_BYLINES), (element) =>
    bylineName(element, around, known),
  );
  const name = unlessTitle(shown ?? nameIn(declaredPerson(page), known), title);
  return name !== undefined && isPublisher(name, publishers) && !HOUSE.test(name) ? name : undefined;
}

/**
 * What machines are told and a byline shows alike, where neither has the shape of a name: a desk ("Redazione CS24", "Ashford Herald Staff"). A
 * system's own account is nobody, and so is the publisher.
 */
export function deskName({ page, seen, around }: AuthorSources, publishers: Publishers): string | undefined {
  const told = plainText(page.linked('author') ?? seen.metas.get('author') ?? '');
  const words = sameWords(told);
  if (words.length < LEAST_DESK || told.length > LONGEST_DESK || ACCOUNT_OF_SYSTEM.test(told))
    return undefined;
  if (isPublisher(told, publishers)) return undefined;
  const isShown = seen.bylines
    .slice(0, MOST_BYLINES)
    .some((element) => ` ${sameWords(textOf(element))}`.endsWith(` ${words}`) && !isNobodys(element, around));
  return isShown ? told : undefined;
}

function declaredPerson({ linked }: Readable): string | undefined {
  const said = /person/i.test(linked('author.@type') ?? '') ? linked('author') : undefined;
  return said !== undefined && isPersonal(said) ? said : undefined;
}

/** What a title element says before or behind the title, part by part: the site's name and its sections. */
export function siteParts({ titleTag }: Survey, title: string): readonly string[] {
  const whole = titleTag === undefined ? '' : plainText(textOf(titleTag));
  const at = title === '' ? -1 : whole.indexOf(title);
  if (at < 0) return [];
  const rest = [whole.slice(0, at), whole.slice(at + title.length)];
  const parts = rest
    .flatMap((part) => part.split(/\s*[|–—·•»:\p{So}]\s*|\s-\s/u))
    .map((part) => part.replace(/^[\s-]+|(?<![\s-])[\s-]+$/g, ''))
    .filter((part) => part.length > 2);
  // "Title - Jane Roe - Platform": whoever stands before the site's name may have written the post.
  return parts.filter(
    (part, at) => !/^(?:by|von|par|por) /i.test(part) && (at === parts.length - 1 || !isPersonal(part)),
  );
}

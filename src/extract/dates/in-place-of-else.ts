import { isElement, type HtmlElement, outwards } from '../../base/html.ts';
import { onceForEach } from '../../base/once-each.ts';
import { isCaption } from '../text/captions.ts';
import { textOf } from '../json-ld.ts';
import { A_PUBLICATION } from './written.ts';

/** What the place of a day that is none of publication is named for. */
const NAMED =
  /(?:^|[\s_-])(?:events?|deadlines?|clos(?:es|ing|ed)|expir\w*|due|starts?|ends?|valid(?:ity)?|references?|footnotes?)(?:$|[\s_-])/i;
const OF_PUBLICATION = /publi|posted|created/i;
const isNamed = onceForEach((names) => NAMED.test(names) && !OF_PUBLICATION.test(names));
/** Microdata's names of days that are none of publication: `startDate`, `validThrough`. */
const TOLD = /(?:start|end|door|expir|valid|deadline)/i;
/** So far up its place is looked for. */
const LEVELS = 4;
/** A list of facts has no more. */
const MOST_FACTS = 24;
const LIST = /^(?:dl|ul|ol|tbody|table|div)$/;
/** Labels of where something is done, in the languages that pages are written in. */
const WHERE =
  /^(?:venue|where|ort|wo|veranstaltungsort|lieu|où|lugar|dónde|luogo|dove|plaats|waar|locatie|plats|sted|miejsce|místo|lleoliad|ble)$/iu;
/** From a time of day to another. */
const HOURS =
  /^(?:from )?\d{1,2}(?:[:.h]\d\d)? ?(?:[ap]\.?m\.?|uhr|h)? ?(?:[-–—]|to|until|bis|à|a) ?\d{1,2}(?:[:.h]\d\d)? ?(?:[ap]\.?m\.?|uhr|h)?$/iu;

/** What something costs. */
const PRICE = /^(?:[£€$]\s?\d[\d.,]*|\d[\d.,]*\s?(?:[£€$]|kr|zł|Kč))$/i;

/**
 * Whether the place of a date is another's than the post's: named for an event or an end, told to machines as such, a picture's caption or a
 * source's note, or one of several facts of which another says where, from when until when, or at what price.
 * @param titled the title's element with everything around it
 */
export function isInPlaceOfElse(date: HtmlElement, titled: ReadonlySet<HtmlElement>): boolean {
  for (const at of outwards(date, LEVELS)) {
    if (titled.has(at)) return false;
    if (isPlaceOfElse(at) || isOfEvent(at)) return true;
  }
  return false;
}

function isPlaceOfElse(element: HtmlElement): boolean {
  const { name, attribs } = element;
  if (name === 'figure' || name === 'figcaption' || name === 'cite' || isCaption(element)) return true;
  if (attribs['itemtype']?.endsWith('Event') === true || TOLD.test(attribs['itemprop'] ?? '')) return true;
  return attribs['class'] !== undefined && isNamed(attribs['class']);
}

/** A list of labels and what they stand for, one of which says where, for how long or at what price. */
function isOfEvent(list: HtmlElement): boolean {
  if (!LIST.test(list.name)) return false;
  const facts = list.children.filter((child) => isElement(child));
  if (facts.length < 2 || facts.length > MOST_FACTS || A_PUBLICATION.test(textOf(list))) return false;
  return facts.some((fact) => {
    const parts = partsOf(fact);
    return WHERE.test(parts[0] ?? '') || parts.some((part) => HOURS.test(part) || PRICE.test(part));
  });
}

/** What a fact says, label and all: the texts of its elements, or on both sides of the colon. */
function partsOf(fact: HtmlElement): readonly string[] {
  const text = textOf(fact).replaceAll(/\s+/g, ' ').trim();
  if (text.length > 60) return [];
  const label = fact.children.find((child) => isElement(child));
  const first = label === undefined ? text : textOf(label).trim();
  const said = /^(?:dt|dd)$/.test(fact.name)
    ? text
    : text.includes(':')
      ? text.slice(0, text.indexOf(':'))
      : first;
  return [
    said.endsWith(':') ? said.slice(0, -1).trim() : said,
    text.slice(said.length).replace(/^[\s:]+/, ''),
  ];
}

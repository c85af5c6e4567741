import { isElement, isText, type HtmlElement, outwards } from '../../base/html.ts';
import { onceAsked } from '../../base/once-each.ts';
import { dressOf } from '../dress.ts';
import { textOf } from '../json-ld.ts';
import type { Line, Lines } from '../lines.ts';
import { A_DATE, A_TIME } from '../dates/written.ts';
import { isProse, isReadingTime } from './noise.ts';
import { isWithin } from './opening.ts';
import { plainText } from '../plain-text.ts';
import type { LineSpan } from './span.ts';

/** A box of key facts has no more lines, */
const MOST_LINES = 24;
/** names no more than this in so many characters, */
const LABEL = 40;
/** and says no more of each. */
const VALUE = 160;
const LEAST_FACTS = 2;
/** Of more boxes on a page the rest is not looked at. */
const MOST_BOXES = 40;
const LABEL_AND_VALUE = /^([^:.!?]{2,40}):\s+(\S.*)$/u;
const CELLS = / \| /;
/** What something cost or saved, whichever way it is written. */
const AN_AMOUNT = /[£€$]\s?\d|\d\s?(?:%|(?:per cent|million|billion|bn|m|k)\b)/iu;
/** Ways to reach somebody, and times to be somewhere. */
const REACH = /\S@\S|\+?\d[\d ()-]{8,}|\b\d{1,2}(?:[.:]\d\d)?\s?[ap]m\b/i;
const PROPER = /\p{Lu}[\p{L}'’-]{2,}/gu;
const WITHIN = /(?<=[\p{Ll},] )\p{Lu}[\p{L}'’-]{2,}/gu;
const FRAMES = new Set(['footer', 'nav', 'form', 'dialog']);

type Fact = { readonly label: string; readonly value: string };
type Box = { readonly span: LineSpan; readonly facts: readonly Fact[] };

/**
 * The key facts of a post that its page tells in a box beside the text or above it ("Council: Leeds", "Saving: £310,000 a year"): lines of a
 * label and what it is in this case, and hardly anything else. They are the post's where they tell an amount and name what its text names, or
 * stand between its title and its text. What a page says so of itself (days, times, ways to write to somebody) makes no box of facts.
 * @param ours the lines of the post
 * @returns one line each, "Label: value"
 */
export function keyFacts({ lines, spans }: Lines, ours: readonly Line[], titleAt: number): readonly string[] {
  const text = ours.filter(({ beside }) => !beside);
  const told = new Set(ours.filter(({ beside, company }) => !beside || company).map((line) => line.element));
  const first = text.find(isProse);
  const textAt = lines.findIndex((line) => line.element === first?.element);
  const isNamed = namesIn(text);
  const isOwn = ([from]: LineSpan, facts: readonly Fact[]): boolean =>
    (titleAt >= 0 && from > titleAt && from < textAt && facts.some(isAmount)) ||
    (facts.some(hasFigure) && facts.some(({ value }) => isNamed(value)));
  const boxes: Box[] = [];
  // Elements are noted from within: a larger box of facts takes the place of those in it.
  for (const [element, span] of spans) {
    const [from, to] = span;
    if (to - from > MOST_LINES || to - from < LEAST_FACTS || boxes.length >= MOST_BOXES) continue;
    // Most boxes open with something longer, or with the post's own.
    const head = lines[from];
    if (head === undefined || !mayBeFact(head) || told.has(head.element)) continue;
    const last = boxes.at(-1)?.span;
    if (last !== undefined && isAround(last, span)) continue;
    const own = lines.slice(from, to);
    if (own.some((line) => told.has(line.element))) continue;
    const facts = factsIn(own);
    if (facts.length < LEAST_FACTS || !isOwn(span, facts)) continue;
    if (!isOfOther(lines[from - 1], element) && !isInFrame(element)) boxes.push({ span, facts });
  }
  return boxes
    .filter(({ span }, at) => !boxes.some((other, place) => place > at && isAround(other.span, span)))
    .flatMap(({ facts }) => facts.map(textOfFact));
}

function isAround([from, to]: LineSpan, span: LineSpan): boolean {
  return from <= span[0] && to >= span[1];
}

function textOfFact({ label, value }: Fact): string {
  const named = label.endsWith(':') ? label.slice(0, -1).trim() : label;
  return /^[^\p{L}\d]*\d/u.test(named) ? `${named} ${value}` : `${named}: ${value}`;
}

/** What every page of a site has around it. */
function isInFrame(element: HtmlElement): boolean {
  for (const at of outwards(element)) if (FRAMES.has(at.name)) return true;
  return false;
}

/** Below a linked title, which is another post's. */
function isOfOther(before: Line | undefined, { parent }: HtmlElement): boolean {
  if (before?.kind !== 'heading' || before.linked <= 0.5) return false;
  return parent !== null && isElement(parent) && isWithin(before.element, parent);
}

function mayBeFact({ text, linked }: Line): boolean {
  return linked <= 0.8 && text.length <= LABEL + VALUE;
}

/** The facts of a box that holds little else than facts and what heads them; none where it is about the page, or for getting in touch. */
function factsIn(lines: readonly Line[]): readonly Fact[] {
  if (!lines.every(mayBeFact)) return [];
  const whole = pairsOf(lines) ?? pairsOf(lines.slice(1)) ?? [];
  if (
    whole.some(
      ({ label, value }) => REACH.test(value) || isTimed(value) || isReadingTime(`${label} ${value}`),
    )
  )
    return [];
  return whole.filter(({ value }) => !isDated(value));
}

/** Each line told as a label and its value, or each second one as the value of the one above it; undefined where any is neither. */
function pairsOf(lines: readonly Line[]): readonly Fact[] | undefined {
  const single = lines.map(factOf);
  if (single.every((fact) => fact !== undefined)) return single;
  if (lines.length % 2 === 1) return undefined;
  const [label, value] = lines;
  if (label === undefined || value === undefined || lookOf(label) === lookOf(value)) return undefined;
  const pairs: Fact[] = [];
  for (let at = 0; at < lines.length; at += 2) {
    const [one, other] = [lines[at], lines[at + 1]];
    if (one === undefined || other === undefined) return undefined;
    if (lookOf(one) !== lookOf(label) || lookOf(other) !== lookOf(value)) return undefined;
    if (!isLabel(one.text) || !isValue(other.text)) return undefined;
    pairs.push({ label: one.text, value: other.text });
  }
  return pairs;
}

function lookOf({ kind, element }: Line): string {
  return `${kind} ${dressOf(element)}`;
}

function factOf({ text, kind, element }: Line): Fact | undefined {
  const cells = kind === 'row' ? text.split(CELLS) : (LABEL_AND_VALUE.exec(text)?.slice(1) ?? inTwo(element));
  const [label = '', value = '', more] = cells;
  return more === undefined && isLabel(label) && isValue(value) ? { label, value } : undefined;
}

/** What two elements in a line say, where there is nothing else in it. */
function inTwo({ children }: Line['element']): readonly string[] {
  const seen = children.filter((child) => !isText(child) || child.data.trim() !== '');
  return seen.length === 2 && seen.every(isElement) ? seen.map((child) => plainText(textOf(child))) : [];
}

function isLabel(text: string): boolean {
  return text !== '' && text.length <= LABEL && !/[.!?]$/.test(text);
}

function isValue(text: string): boolean {
  return text !== '' && text.length <= VALUE;
}

/** A day, and no more than a word or two besides. */
function isDated(value: string): boolean {
  return value.length <= LABEL && value.replaceAll(A_DATE, '').length < value.length / 2;
}

function isTimed(value: string): boolean {
  return value.search(A_TIME) >= 0;
}

function isAmount({ label, value }: Fact): boolean {
  return AN_AMOUNT.test(value) || AN_AMOUNT.test(label);
}

/** An amount, or a count; a year alone is neither. */
function hasFigure(fact: Fact): boolean {
  return isAmount(fact) || /\d/.test(fact.value.replaceAll(/\b(?:19|20)\d\d\b/g, ''));
}

/** Tells a value of names that a text holds all of; one alone must stand within a sentence there, since each begins with a capital. */
function namesIn(text: readonly Line[]): (value: string) => boolean {
  const all = onceAsked(() => new Set(text.flatMap((line) => line.text.match(PROPER) ?? [])));
  const within = onceAsked(() => new Set(text.flatMap((line) => line.text.match(WITHIN) ?? [])));
  return (value) => {
    const own = value.match(PROPER) ?? [];
    const held = own.length > 1 ? all() : within();
    return own.length > 0 && own.every((name) => held.has(name));
  };
}

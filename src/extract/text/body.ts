import { parseHtml, type HtmlDocument, type HtmlElement } from '../../base/html.ts';
import type { ArticleReader, Source } from '../../base/source.ts';
import { withoutCompany } from './company.ts';
import { fragmentJudge, type ClutterJudge } from './clutter.ts';
import { readLines, type Line, type Lines } from '../lines.ts';
import { keyFacts } from './key-facts.ts';
import { belowTitle, mainText } from './main-text.ts';
import { withoutOddBoxes } from './odd-boxes.ts';
import { hasWords, plainText, sameWords } from '../plain-text.ts';
import { proseIn } from './noise.ts';
import { withTellingCaptions } from './photo-essay.ts';
import { called, elementsAt, firstOf, type Readable, type Won } from '../read-field.ts';

export type BodySources = {
  readonly page: Readable;
  readonly source: Source;
  readonly judge: ClutterJudge;
  readonly body: HtmlDocument | HtmlElement;
  /** All lines of the page, read when first asked for. */
  readonly lines: () => Lines;
  readonly title: string;
  readonly heading: HtmlElement | undefined;
  /** What the page says of itself to machines. */
  readonly description: string | undefined;
};

/** The lines of a post: as the source says, else by our own density heuristic, and as the page tells it to machines where that one finds hardly any. */
export function readBody(from: BodySources): Won<readonly Line[]> | undefined {
  return firstOf(
    from.source.article.body,
    (reader) => withText(linesBy(reader, from)),
    () => autoBody(from),
  );
}

/** Key facts of a post that its page tells beside its text or above it, where that was found by our own heuristic. */
export function factsBeside(from: BodySources, body: Won<readonly Line[]> | undefined): readonly string[] {
  if (body?.auto !== 0) return [];
  const read = from.lines();
  return keyFacts(read, body.value, titleIndex(read.lines, from.title, from.heading));
}

/** Where the title stands among lines, or -1. */
export function titleIndex(lines: readonly Line[], title: string, element: HtmlElement | undefined): number {
  const shown = lines.findIndex((line) => line.element === element);
  if (shown >= 0) return shown;
  const words = sameWords(title);
  return lines.findIndex((line) => hasWords(line.text, words));
}

function linesBy(reader: ArticleReader, from: BodySources): readonly Line[] {
  const { page, judge, title, heading } = from;
  if (typeof reader === 'string') {
    const read = readLines(elementsAt(reader, page.view), judge);
    const titleAt = titleIndex(read.lines, title, heading);
    return belowTitle({ ...read, lines: withoutCompany(read.lines, titleAt) }, titleAt);
  }
  const text = typeof reader === 'function' ? called(reader, page.view) : page.linked(reader.jsonLd);
  return text === undefined ? [] : textLines(text);
}

/** Text that came as a string: a fragment where it has closing tags, else paragraphs with blank lines between them. */
function textLines(text: string): readonly Line[] {
  if (/<\/[a-z][a-z0-9]*\s*>/i.test(text)) return readLines([parseHtml(text)], fragmentJudge()).lines;
  const document = parseHtml('');
  return text
    .split(/\n\s*\n/)
    .map((part) => ({ kind: 'text', text: plainText(part), linked: 0, beside: false, element: document }));
}

function withText(lines: readonly Line[]): readonly Line[] | undefined {
  const size = lines.reduce((sum, line) => sum + (line.beside ? 0 : line.text.length), 0);
  return size >= 40 ? lines : undefined;
}

function autoBody(from: BodySources): Won<readonly Line[]> | undefined {
  const read = from.lines();
  const titleAt = titleIndex(read.lines, from.title, from.heading);
  const left = { ...read, lines: withoutCompany(read.lines, titleAt) };
  const own = withoutOddBoxes(left, titleAt);
  const page = { ...left, lines: withTellingCaptions(own, read.lines, titleAt) };
  const ours = mainText(page, from.body, { titleAt, description: from.description });
  const told = toldText(from, ours);
  if (told !== undefined) return { value: told, by: 1 };
  return ours.length === 0 ? undefined : { value: withRest(ours, page.lines), by: 0 };
}

/** The text that a page gives to machines, where it shows hardly any of it: what it is drawn from is kept in a script. */
function toldText({ page }: BodySources, shown: readonly Line[]): readonly Line[] | undefined {
  const said = page.linked('articleBody');
  if (said === undefined) return undefined;
  const lines = withText(textLines(said));
  return lines !== undefined && proseIn(lines) > proseIn(shown) * 1.5 + 100 ? lines : undefined;
}

/** What was told for other posts or comments behind the text is kept beside it, for people to see. */
function withRest(ours: readonly Line[], page: readonly Line[]): readonly Line[] {
  const end = page.findLastIndex((line) => line === ours.at(-1));
  return [...ours, ...page.slice(end + 1).filter(({ company }) => company === true)];
}

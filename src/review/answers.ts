import type { Block } from '../model/post.ts';
import type { Hit, Verdict } from '../model/verdict.ts';
import type { PostText } from '../classify/classify.ts';
import { shorten } from '../web/words.ts';
import { fieldTextOnce } from './field-texts.ts';
import { matchedWords } from './marks.ts';

/** What a decision asks of a post, in the order in which it is asked; `groups` are those of the rules that speak to it. */
const QUESTIONS = [
  { slug: 'body', question: 'Who bought?', groups: ['body'] },
  { slug: 'act', question: 'What was bought, and how?', groups: ['act', 'hint'] },
  { slug: 'outcome', question: 'What came of it?', groups: ['outcome'] },
] as const;

const LONGEST_SENTENCE = 240;

/** How well a question is answered: by a rule of its own, only by a word in passing, or not at all. */
export type AnswerMark = 'shown' | 'weak' | 'missing';

/** The best that a post says to a question; `block` is the place of the sentence, -1 for the title. */
export type AnswerFound = {
  readonly slug: string;
  readonly question: string;
  readonly mark: AnswerMark;
  readonly sentence: string;
  readonly block: number | undefined;
};

/** Who bought, what and how, and what came of it: each with its best sentence. Pure; reads what the verdict stands on. */
export function answersOf(post: PostText, verdict: Verdict): AnswerFound[] {
  return QUESTIONS.map(({ slug, question, groups }) => {
    const hits = verdict.hits.filter(
      ({ group, points, full, field }) =>
        field !== 'url' && (points > 0 || full > 0) && groups.some((one) => one === group),
    );
    const best = hits.sort((a, b) => weight(b) - weight(a))[0];
    if (best === undefined) return { slug, question, mark: 'missing', sentence: '', block: undefined };
    const mark = best.group === 'hint' || best.full < 1 ? 'weak' : 'shown';
    const spans = slug === 'outcome' ? notWeights(post, best) : best.spans;
    return { slug, question, mark, ...placeOf(post, { ...best, spans }) };
  });
}

/** What speaks against a post, the heaviest first: each rule's words, once. */
export function objectionsOf(post: PostText, verdict: Verdict): readonly { rule: string; words: string }[] {
  return verdict.hits
    .filter(({ points }) => points < 0)
    .sort((a, b) => a.points - b.points)
    .map((hit) => ({
      rule: hit.rule,
      words: matchedWords(fieldTextOnce(post, hit.field), hit.spans)
        .slice(0, 2)
        .map((found) => `“${shorten(found, 60)}”`)
        .join(', '),
    }));
}

// A sentence of the text says more than the title, which is read anyway.
function weight({ full, field }: Hit): number {
  return full - (field === 'title' ? 10 : 0);
}

// "10 per cent of the marks", "a weighting of 20%": how bids were to be judged.
const WEIGHT =
  /(?:%|\bper ?cent)(?: of(?: (?:the|its|all|available|total|overall|quality|evaluation)){0,3} (?:marks|score|points|evaluation)|(?: [\w-]+){0,3} weight(?:ing|ings|ed|s)?)\b|\bweight(?:ed|ings?)(?: \w+){0,2} \d+ ?(?:%|per ?cent)/i;

/** Whether a sentence gives the weight of a criterion, and no result. */
export function saysWeight(sentence: string): boolean {
  return WEIGHT.test(sentence);
}

/** The places of a result that are no weight of a criterion; all of them, where nothing else is there. */
function notWeights(post: PostText, { field, spans }: Hit): Hit['spans'] {
  const text = fieldTextOnce(post, field);
  const left = spans.filter(([from, to]) => !saysWeight(sentenceAround(text, from, to)));
  return left.length === 0 ? spans : left;
}

function placeOf(post: PostText, hit: Hit): Pick<AnswerFound, 'sentence' | 'block'> {
  const [from, to] = hit.spans[0] ?? [0, 0];
  const sentence = shorten(sentenceAround(fieldTextOnce(post, hit.field), from, to), LONGEST_SENTENCE);
  return { sentence, block: blockOf(post, hit) ?? -1 };
}

/** Where the first words of a hit stand: the number of their block, -1 for the title; undefined for what no page shows, an address. */
export function blockOf(post: PostText, { field, spans }: Hit): number | undefined {
  if (field === 'url') return undefined;
  return field === 'title' ? -1 : blockAt(post.blocks, field, spans[0]?.[0] ?? 0);
}

// A dot behind an initial or an abbreviation ends nothing: `the U.S. Department`, `St. Albans`, `e.g. by`.
const END = /(?:[!?]|(?<!\b(?:\p{Lu}|e\.g|i\.e|vs|cf|No|St|Mr|Mrs|Ms|Dr))\.)["”’)]?(?=\s|$)|\n|$/gu;

/** The sentence that a span stands in: from the last end of a sentence or line before it to the next one. */
export function sentenceAround(text: string, from: number, to: number): string {
  const start = Math.max(0, from - 600);
  // The whole stretch is looked through, since a dot is told by what stands before it.
  const ends = [...text.slice(start, to + 600).matchAll(END)].map((end) => start + end.index + end[0].length);
  const first = ends.findLast((end) => end <= from) ?? start;
  return text
    .slice(
      first,
      ends.find((end) => end >= to),
    )
    .trim();
}

/** Which of all blocks holds a place in the text of its kind. */
function blockAt(blocks: readonly Block[], kind: Block['kind'], offset: number): number {
  let start = 0;
  return blocks.findIndex((block) => {
    if (block.kind !== kind) return false;
    const end = start + block.text.length;
    start = end + 1;
    return offset <= end;
  });
}

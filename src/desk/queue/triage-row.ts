import { councilByCode } from '../../classify/councils/councils.ts';
import { answersOf } from '../../review/answers.ts';
import { decisionWords } from '../../review/decision.ts';
import { breakDownScore } from '../../review/score-breakdown.ts';
import type { DeskView } from '../../review/view-query.ts';
import { assignedOf } from '../../store/assignments.ts';
import { decisionsOf } from '../../store/decisions.ts';
import { type CandidateRow, claimOf } from '../../store/desk.ts';
import { storedPost } from '../../store/posts.ts';
import { verdictOf } from '../../store/verdicts.ts';
import { sourceName } from '../../base/source.ts';
import { DAY } from '../../base/durations.ts';
import { longDate, shorten } from '../../web/words.ts';
import type { DeskDeps } from '../deps.ts';

const SHORT: Readonly<Record<string, string>> = {
  body: 'Who bought',
  act: 'What and how',
  outcome: 'What came of it',
};
const BEST_FIRST = ['outcome', 'act', 'body'] as const;

/** In which view a list is looked at, and by whom. */
type Looked = { readonly view: DeskView; readonly me: number };

/** A post as a line of the triage list: what it says best, which answers it has, where it is from, who has it in hand. */
export function triageRow(deps: DeskDeps, row: CandidateRow, { view, me }: Looked) {
  const verdict = verdictOf(deps.store, row.postId);
  const post = storedPost(deps.store, row.postId) ?? { url: row.url, title: row.title, blocks: [] };
  const answers = answersOf(post, verdict);
  const { score, band } = breakDownScore(post, verdict, deps.rules);
  const claim = claimOf(deps.store, row.id, deps.now());
  return {
    ...row,
    title: shorten(row.title === '' ? '(no title)' : row.title, 160),
    source: sourceName(deps.sources, row.sourceId),
    date: row.published === '' ? 'No date' : longDate(row.published),
    age: ageWords(row.published, deps.now()),
    score,
    band,
    best: bestSentence(answers, row.title),
    marks: answers.map(({ slug, mark }) => ({ mark, say: SHORT[slug] ?? slug })),
    councils: verdict.councils.slice(0, 3).map(({ code, name }) => councilByCode(code)?.name ?? name),
    holder: claim?.reviewerId === me ? undefined : claim?.name,
    assigned: assignedOf(deps.store, row.id)?.name,
    said: view.slug === 'mine' || view.slug === 'disagreement' ? saidOf(deps, row.id) : [],
  };
}

/** The sentence that tells most: what came of it, or else what was bought; never the title over again. */
function bestSentence(answers: ReturnType<typeof answersOf>, title: string): string {
  const told = BEST_FIRST.flatMap((slug) => answers.filter((one) => one.slug === slug && one.block !== -1));
  const found = told.find(({ mark }) => mark === 'shown') ?? told.find(({ sentence }) => sentence !== '');
  return found === undefined || found.sentence === title ? '' : found.sentence;
}

/** Who said what of a post, the newest word of each. */
function saidOf({ store }: DeskDeps, candidateId: number): string[] {
  const words = new Map<string, string>();
  for (const decision of decisionsOf(store, candidateId))
    if (!decision.isUndone && ['accept', 'reject', 'second', 'snooze', 'duplicate'].includes(decision.kind))
      words.set(decision.by, `${decision.by}: ${decisionWords(decision).toLowerCase()}`);
  return [...words.values()];
}

/** How old a day is: `3 days`, `5 months`, `2 years`; '' where there is none. */
function ageWords(day: string, now: number): string {
  const then = Date.parse(day);
  if (Number.isNaN(then)) return '';
  const days = Math.max(0, Math.floor((now - then) / DAY));
  if (days < 60) return days === 0 ? 'today' : `${days} ${days === 1 ? 'day' : 'days'} old`;
  const months = Math.floor(days / 30.44);
  return months < 24 ? `${months} months old` : `${Math.floor(days / 365.25)} years old`;
}

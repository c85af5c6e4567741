import { BLOCK_KINDS } from './post.ts';

/** A stretch of a field's text: from, to (UTF-16 units, end exclusive). */
export type Span = readonly [from: number, to: number];

/** The parts of a post that rules read. */
export const POST_FIELDS = ['title', ...BLOCK_KINDS, 'url'] as const;
export type PostField = (typeof POST_FIELDS)[number];

/** One rule that fired, at its best field, with the words it stood on. */
export type Hit = {
  readonly rule: string;
  readonly group: string;
  /** Score points, a multiple of a tenth, after group caps and gates: over all hits they sum to the score, exactly. */
  readonly points: number;
  /** What the rule was worth before group caps and gates took from it. */
  readonly full: number;
  readonly field: PostField;
  /** Into the text of the field: blocks of that kind joined by '\n'. */
  readonly spans: readonly Span[];
};

/** A gate that lowered the score to `cap`, and what it says: "no result stated". */
export type Cap = { readonly say: string; readonly cap: number };

/** `decisions` is what reviewers' decisions taught beside the two that are shipped. */
export const LINES = ['wording', 'telling', 'decisions'] as const;

/** What one learnt line gave: its points after gates, which its hit `learnt.<line>` has too, and what they stood on. */
export type LearntLine = {
  readonly line: (typeof LINES)[number];
  readonly points: number;
  readonly terms: readonly { readonly term: string; readonly points: number }[];
};

export const BANDS = ['strong', 'queue', 'below'] as const;
export type Band = (typeof BANDS)[number];

/** Whether a council bought, or changed how it buys, or is merely named: as a place, a neighbour, an example. */
export const COUNCIL_ROLES = ['buyer', 'named'] as const;
export type CouncilRole = (typeof COUNCIL_ROLES)[number];

/** A council found in a post, and the words it was found as. A former council comes with its successors' codes. */
export type CouncilFound = {
  readonly code: string;
  readonly name: string;
  readonly as: string;
  readonly role: CouncilRole;
};

/** A post's score with its evidence. `hits` sum to `score`, exactly. */
export type Verdict = {
  readonly score: number;
  readonly band: Band;
  readonly hits: readonly Hit[];
  readonly caps: readonly Cap[];
  readonly lines: readonly LearntLine[];
  readonly councils: readonly CouncilFound[];
  readonly topics: readonly string[];
  readonly practices: readonly string[];
  readonly stage: string;
  readonly evidence: string;
  /** Words that each topic, practice, stage and evidence level stood on, by slug. */
  readonly because: Readonly<Record<string, readonly string[]>>;
};

/** The councils that bought: what a post is listed under. Those that are merely named are shown with the post only. */
export function buyersOf({ councils }: Pick<Verdict, 'councils'>): CouncilFound[] {
  return councils.filter(({ role }) => role === 'buyer');
}

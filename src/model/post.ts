import type { DateOrigin, DateReading } from '../base/dates/dates.ts';

/** A run of text in a post, in reading order; the rules weigh each kind differently. */
export type Block = { readonly kind: BlockKind; readonly text: string };

export const BLOCK_KINDS = ['heading', 'lede', 'body'] as const;
export type BlockKind = (typeof BLOCK_KINDS)[number];

/** Where a title or an author was read: by the source's own rule, or a place that pages have for it. */
export const FIELD_ORIGINS = ['source', 'json-ld', 'meta', 'heading', 'title', 'byline', 'listing'] as const;
export type FieldOrigin = (typeof FIELD_ORIGINS)[number];

/** Whence a field is known, and whether something independent of that said the same. */
export type FieldEvidence = { readonly origin: FieldOrigin; readonly confirmed: boolean };

/** What vouches for the fields of a post. */
export type Evidence = {
  readonly title: FieldEvidence;
  readonly author?: FieldEvidence;
  readonly published: {
    readonly confirmed: boolean;
    /** Who else named the day that won. */
    readonly agreeing: readonly DateOrigin[];
    /** The days that lost, best first. */
    readonly others: readonly DateReading[];
  };
};

/** A post that was read. Plain text only: no markup of a publisher is ever kept for display. */
export type Post = {
  readonly url: string;
  readonly title: string;
  readonly author?: string;
  readonly published: DateReading;
  readonly modified?: DateReading;
  readonly blocks: readonly Block[];
  /** What stood beside the text (teasers of other posts, captions, invitations): for people to see, never for rules. */
  readonly beside?: readonly string[];
  /** What of a text that was too long was left out, for people. */
  readonly cut?: string;
  /** Absent where no page was read. */
  readonly evidence?: Evidence;
  /** BCP 47, as the page declares it. */
  readonly language?: string;
  /** Other addresses the page gives itself: rel=canonical, og:url. They may be aliases or hints of syndication. */
  readonly canonicals: readonly string[];
  /** Which reader of each field's chain won, from 0; `auto` fields count too. A change is drift. */
  readonly winners: Readonly<Record<string, number>>;
};

/** The text of a post as one string, a blank line between blocks. */
export function postText(post: Pick<Post, 'blocks'>): string {
  return post.blocks.map((block) => block.text).join('\n\n');
}

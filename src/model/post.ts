import type { DateReading } from '../base/dates.ts';

/** A run of text in a post, in reading order; the rules weigh each kind differently. */
export type Block = { readonly kind: BlockKind; readonly text: string };

export const BLOCK_KINDS = ['heading', 'lede', 'body'] as const;
export type BlockKind = (typeof BLOCK_KINDS)[number];

/** A post that was read. Plain text only: no markup of a publisher is ever kept for display. */
export type Post = {
  readonly url: string;
  readonly title: string;
  readonly author?: string;
  readonly published: DateReading;
  readonly modified?: DateReading;
  readonly blocks: readonly Block[];
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

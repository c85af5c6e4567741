import { hash } from 'node:crypto';
import { onceAsked } from '../base/once-each.ts';
import { sketchOf } from '../model/likeness.ts';
import { type Post, postText } from '../model/post.ts';
import { packBlocks } from '../store/posts.ts';

/**
 * What storing a post asks of its text, each made when it is first asked for. A post of the greatest length takes tens of milliseconds altogether:
 * whoever asks before the transaction keeps nobody waiting for the store, and whoever asks in turns nobody at all.
 */
export type TextWork = {
  /** SHA-256 in hex: what tells one text of a post from another, title and blocks, nothing that a template adds. */
  readonly bodyHash: () => string;
  readonly words: () => number;
  /** Its blocks, as they are kept. */
  readonly packed: () => Uint8Array;
  /** What posts of the same story are found by. */
  readonly sketch: () => Uint32Array;
};

export function workOn(post: Pick<Post, 'title' | 'blocks'>): TextWork {
  const text = onceAsked(() => postText(post));
  return {
    bodyHash: onceAsked(() => hash('sha256', `${post.title}\n\n${text()}`)),
    words: onceAsked(() => countWords(text())),
    packed: onceAsked(() => packBlocks(post.blocks)),
    sketch: onceAsked(() => sketchOf(text())),
  };
}

/** Runs of white space, and one: a list of all the words would be thrown away. */
function countWords(text: string): number {
  const space = /\s+/g;
  let count = 1;
  while (space.test(text)) count += 1;
  return count;
}

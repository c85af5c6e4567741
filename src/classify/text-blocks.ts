import { foldSpace } from '../base/text.ts';
import type { Block } from '../model/post.ts';

const HEADING_LONGEST = 90;

/**
 * Plain text as blocks: paragraphs stand between blank lines. A short one without a full stop is a heading, unless it is all
 * there is; the first that is none is the lede.
 */
export function textBlocks(text: string): Block[] {
  const paragraphs = text
    .split(/\r?\n[^\S\n]*\r?\n|\r[^\S\n]*\r/)
    .map(foldSpace)
    .filter((paragraph) => paragraph !== '');
  if (paragraphs.length === 1) return [{ kind: 'lede', text: paragraphs.join('') }];
  const blocks: Block[] = [];
  for (const paragraph of paragraphs) {
    const heading = paragraph.length <= HEADING_LONGEST && !/[.!?:;,]["'”’)]*$/.test(paragraph);
    const kind = heading ? 'heading' : blocks.some((block) => block.kind === 'lede') ? 'body' : 'lede';
    blocks.push({ kind, text: paragraph });
  }
  return blocks;
}

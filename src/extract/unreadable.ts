import { refreshTo } from '../base/meta-refresh.ts';
import type { Page } from '../model/page.ts';
import type { Block } from '../model/post.ts';
import type { Survey } from './survey.ts';

/** A page, or a card, that no post could be read from, and why, for a person. */
export type Unreadable = { readonly kind: 'unreadable'; readonly why: string };

/** Less text than this is nothing to classify, unless the page shows a title above it. */
const LEAST_TEXT = 40;
/** A page that sends a browser on and is no longer than this has nothing to say itself. */
const LARGEST_STUB = 5000;
const TEXT_TYPE = /^(?:text\/|application\/(?:xhtml\+xml|xml)$)|^$/;

/** What is wrong with a page before it is parsed: it is a file, or it is nothing. */
export function whyNotText({ contentType, body, finalUrl }: Page): string | undefined {
  if (body.trim() === '') return 'the page is empty';
  if (/^\s*%PDF-/.test(body.slice(0, 100)) || contentType === 'application/pdf')
    return 'it is a PDF, not a page';
  const to = body.length > LARGEST_STUB ? undefined : refreshTo(body, finalUrl);
  if (to !== undefined) return `it only sends a browser on to ${to} (meta refresh)`;
  return TEXT_TYPE.test(contentType) ? undefined : `it is not a page of text but ${contentType}`;
}

/** What is wrong with what was read of a page. `isShown` says that the title stands on the page itself, not only in its head. */
export function whyUnreadable(blocks: readonly Block[], seen: Survey, isShown: boolean): string | undefined {
  const size = blocks.reduce((sum, block) => sum + block.text.length, 0);
  if (size < LEAST_TEXT && seen.wantsScript) return 'an empty shell: the page says that it needs JavaScript';
  if (size < LEAST_TEXT && !isShown && seen.scripts > 0)
    return 'an empty shell: no text and no heading, only scripts';
  // A page of one line, without a script that would have written more, says what it says.
  const isSaid = blocks.some(({ text }) => /[.!?]$/.test(text));
  const isWhole = isSaid && seen.scripts === 0 && seen.titleTag !== undefined;
  if (size < LEAST_TEXT && !isShown && !isWhole) return 'it has no heading and hardly any text';
  return undefined;
}

import type { RenderRequest } from './browser/render-request.ts';
import type { Validators } from '../model/page.ts';

/** What a caller wants of the network. */
export type FetchRequest = {
  readonly url: string;
  /** What to ask the server for; `html` unless told otherwise. */
  readonly accept?: 'html' | 'feed' | 'xml' | 'json' | 'any';
  /** Of the copy we have: makes the request conditional. */
  readonly validators?: Validators;
  /** What the answer must look like to count as content; machines' answers are never soft errors or home pages. */
  readonly expect?: 'post' | 'listing' | 'machine';
  /** What a listing calls the page, where one does: a page that is headed so is content, whatever else it says. */
  readonly title?: string;
  /** Asks a browser for the page, and for its document as it stands after this; never conditional. */
  readonly render?: RenderRequest;
  /** How large the answer may be in memory (bytes), where that is less than for any other: one that is read by whoever asks for it. */
  readonly maxBytes?: number;
  /** For an API that asks for one (`LOW key:secret`); sent to the origin of `url` only, never along a redirect to another. */
  readonly authorization?: string;
};

import type { Page } from '../../model/page.ts';
import type { Gist, Head } from './page-head.ts';

/** What the fetcher knows of an answer when it asks whether that is content. */
export type Arrived = Pick<Page, 'url' | 'finalUrl' | 'headers' | 'contentType' | 'body' | 'redirects'> & {
  readonly expect: 'post' | 'listing' | 'machine';
  /** What a listing calls the page, where one does. */
  readonly title?: string;
  readonly now: number;
};

/** A page as its judges see it. */
export type Looked = {
  readonly page: Arrived;
  readonly head: Head;
  /** Read once and only when a judge asks, since it reads the whole page. */
  readonly gist: () => Gist;
  /** The page is headed by the words that the listing, or else its own address, promised: whatever else it says, it is about that. */
  readonly isPromised: boolean;
  /** The page says when it was published, as no wall does. */
  readonly isDated: () => boolean;
  /** No link leads further into the site. */
  readonly isAlone: () => boolean;
};

/** Up to here a page says little: an article about captchas or lost pages has more. */
export const SHORT_WORDS = 250;

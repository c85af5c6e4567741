import type { Source } from '../base/source.ts';
import type { Strategy } from '../base/strategies.ts';
import type { Card } from '../model/card.ts';
import { discover } from '../discover/discover.ts';
import type { Page } from '../model/page.ts';
import type { Recording } from '../workshop/recordings.ts';
import { idOf, rewrite, type Words } from './post-text.ts';
import { readSheet, type Sheet, writeSheet } from './sheet.ts';

/** A recorded listing that can be written with any posts. */
export type Listing = {
  readonly page: Page;
  readonly strategy: Strategy;
  readonly sheet: Sheet;
  /** Recorded posts that the source keeps, as models for others, with the cards they make. */
  readonly models: readonly { readonly text: string; readonly card: Card }[];
  /** Recorded posts that it does not keep: they stay at the end of the listing. */
  readonly others: readonly string[];
};

/** A source's site as far as its recordings show it: enough to simulate its runs. */
export type Site = {
  readonly source: Source;
  readonly listing: Listing;
  readonly witness: Listing | undefined;
  readonly article: Page | undefined;
};

/** So many posts a simulated listing shows. */
export const SHOWN = 12;

/** Makes a site of a source's recordings; undefined where none of them is a listing with posts. */
export function siteOf(source: Source, recordings: readonly Recording[]): Site | undefined {
  const first = (step: string, strategy: Strategy | undefined): Listing | undefined =>
    recordings
      .filter(({ http }) => http.step === step && http.page === 1)
      .map(({ page }) => (strategy === undefined ? undefined : listingOf(page, source, strategy)))
      .find((listing) => listing !== undefined);
  const listing = first('discover', source.discover);
  if (listing === undefined) return undefined;
  return {
    source,
    ...alike(listing, first('witness', source.witness)),
    article: recordings.find(({ http }) => http.step === 'article')?.page,
  };
}

/** With models in a folder that both show, where there is one: a post has the same address in the witness as in the listing. */
function alike(listing: Listing, witness: Listing | undefined): Pick<Site, 'listing' | 'witness'> {
  const folder = ({ card }: Listing['models'][number]): string => new URL('.', card.url).pathname;
  const shared = listing.models
    .map(folder)
    .find((one) => witness?.models.some((model) => folder(model) === one));
  if (witness === undefined || shared === undefined) return { listing, witness };
  const within = (one: Listing): Listing => ({
    ...one,
    models: one.models.filter((model) => folder(model) === shared),
  });
  return { listing: within(listing), witness: within(witness) };
}

function listingOf(page: Page, source: Source, strategy: Strategy): Listing | undefined {
  const sheet = readSheet(page.body, strategy);
  if (sheet === undefined) return undefined;
  const read = sheet.posts.map((text) => ({
    text,
    card: cardOf({ ...sheet, posts: [text] }, page, source, strategy),
  }));
  const models = read.flatMap(({ text, card }) => (card === undefined ? [] : [{ text, card }]));
  const others = read.flatMap(({ text, card }) => (card === undefined ? [text] : []));
  return models.length === 0 ? undefined : { page, strategy, sheet, models, others };
}

function cardOf(sheet: Sheet, page: Page, source: Source, strategy: Strategy): Card | undefined {
  return discover({ ...page, body: writeSheet(sheet) }, { source, strategy, pageNumber: 1 }).cards[0];
}

/** The texts of posts with these words, in the shapes that were recorded. */
export function postsLike({ models }: Listing, source: Source, words: readonly Words[]): string[] {
  return words.map((one) => {
    // A post looks the same wherever it stands.
    const model = models[idOf(one.slug) % models.length];
    if (model === undefined) throw new Error('a listing has at least one model');
    return rewrite(model.text, model.card, source, one);
  });
}

/** The listing as it is when it shows these posts. */
export function pageWith(listing: Listing, posts: readonly string[], at: number): Page {
  return pageSaying(listing, writeSheet({ ...listing.sheet, posts: [...posts, ...listing.others] }), at);
}

/** The listing's address answering with any text. */
export function pageSaying({ page }: Listing, body: string, at: number): Page {
  const bytes = Buffer.byteLength(body);
  return { ...page, body, bytes, wireBytes: bytes, fetchedAt: at };
}

/** An entry of a feed in any of its formats, nothing interpreted yet. `link` is absolute where it could be made so; texts are plain. */
export type FeedItem = {
  readonly link?: string;
  readonly title?: string;
  readonly date?: string;
  readonly updated?: string;
  readonly id?: string;
  readonly author?: string;
  readonly summary?: string;
  /** The whole body, where the feed brings it: HTML. */
  readonly content?: string;
};

/** An item of the fields that hold something. */
export function feedItem(fields: { readonly [K in keyof FeedItem]: FeedItem[K] | undefined }): FeedItem {
  const told = Object.entries(fields).filter(([, value]) => value !== undefined && value.trim() !== '');
  return Object.fromEntries(told);
}

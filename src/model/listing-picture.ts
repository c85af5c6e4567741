/** A piece of a drawn page, in order. Nothing of the site's own mark-up is in it: no address, no attribute, no script. */
export type PicturePart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'open'; readonly tag: PictureTag; readonly look: PictureLook }
  | { readonly kind: 'close'; readonly tag: PictureTag }
  /** Stands at the first card of another block that may be the cards. */
  | { readonly kind: 'pick'; readonly block: number };

export type PictureTag = 'div' | 'span';

/** How an element is drawn. */
export type PictureLook = 'box' | 'heading' | 'link' | 'image' | 'card' | 'field' | 'name' | 'outside';

/** Another block of a page that may be its cards, and how they would be read. */
export type PictureBlock = {
  /** From 1. */
  readonly number: number;
  readonly cards: number;
  readonly first: string;
  readonly fields: readonly PictureField[];
};

/** A field of an adapter's listing and its selectors. */
export type PictureField = { readonly name: string; readonly selector: string };

/** A listing as it was fetched, with what an adapter takes of it. */
export type ListingPicture = {
  readonly url: string;
  /** Unix ms. */
  readonly fetchedAt: number;
  /** The block that is shown in place of the adapter's cards. */
  readonly picked: number | null;
  readonly cards: number;
  /** Links that look like those of the cards and stand outside of them. */
  readonly outside: number;
  readonly fields: readonly PictureField[];
  readonly blocks: readonly PictureBlock[];
  readonly parts: readonly PicturePart[];
  /** Whether the page went on, and only its beginning is drawn. */
  readonly isCut: boolean;
};

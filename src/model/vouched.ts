import type { DateOrigin } from '../base/dates/dates.ts';
import type { FieldOrigin } from './post.ts';

/**
 * Whence what an entry says of its story is known, and whether anything independent of that said the same; a title that an editor wrote is
 * the editor's, and a day that nobody named has nobody who vouches for it.
 */
export type Vouched = {
  readonly title: { readonly origin: FieldOrigin | 'editor'; readonly confirmed: boolean };
  readonly published: { readonly origin: DateOrigin; readonly confirmed: boolean } | null;
};

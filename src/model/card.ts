import type { DateReading } from '../base/dates/dates.ts';
import type { CardFacts } from '../base/source.ts';

/** What a listing shows of a post. */
export type Card = CardFacts & {
  /** The site's own lasting name for the post: `wp:123`, a feed's guid. Becomes an alias of the post. */
  readonly externalId?: string;
  readonly published?: DateReading;
  /** The post itself, where the listing brings it (REST, full-text feeds): no further request is needed. */
  readonly content?: CardContent;
};

/** A body that came with its card. `html` is a fragment. */
export type CardContent = {
  readonly html: string;
  readonly author?: string;
  readonly modified?: DateReading;
  readonly origin: 'rest' | 'feed';
};

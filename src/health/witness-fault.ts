import type { Strategy } from '../base/strategies.ts';
import type { Card } from '../model/card.ts';
import { readsOf } from './plain-sense.ts';

type Shown = { readonly key: string } & Pick<Card, 'published'>;

/** Why what a witness shows cannot vouch for a listing, in words; undefined where it can. `isKnown`: whether the listing or the store has a post. */
export function witnessFault(
  strategy: Strategy,
  shown: readonly Shown[],
  isKnown: (key: string) => boolean,
): string | undefined {
  if (shown.length === 0) return 'it shows no posts';
  if (!shown.some(({ key }) => isKnown(key)))
    return `it shows ${shown.length} addresses, none of them a post that the listing has`;
  const isDated = shown.some(({ published }) => (published?.value ?? null) !== null);
  return readsOf(strategy).date && !isDated
    ? 'none of its posts has a date where the adapter looks for one'
    : undefined;
}

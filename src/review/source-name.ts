import type { Source } from '../base/source.ts';

/** The source of posts that no source of ours lists. */
export const BY_HAND = 'by-hand';

/** What people call a source; one that is no longer among ours goes by its id. */
export function sourceName(sources: readonly Pick<Source, 'id' | 'name'>[], id: string): string {
  return sources.find((source) => source.id === id)?.name ?? (id === BY_HAND ? 'Added by hand' : id);
}

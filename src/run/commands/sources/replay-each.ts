import type { Store } from '../../../store/open.ts';
import { postsSince } from '../../../store/kept-pages.ts';
import {
  type Now,
  type PostReplay,
  replayer,
  type ReplayReport,
  sumReplays,
  unreadReplay,
} from '../../../workshop/replay-kept.ts';
import { eachPart, type Parts } from '../../apart/parts.ts';

/**
 * Reads and scores again every post met since a moment (Unix ms), and tells what would be different. Stores nothing. A page over which the
 * process was ended is what came of its post.
 */
export async function replayEach(
  store: Store,
  { since, ...now }: Now & { readonly since: number },
  parts: Parts | undefined,
): Promise<ReplayReport> {
  const again = replayer(store, now);
  // A post that is gone meanwhile is null, which JSON has.
  const replays = await eachPart<number, PostReplay | null>(postsSince(store, since), parts, {
    nameOf: String,
    work: async (id) => again(id) ?? null,
    stopped: (id, { what, why }) => unreadReplay(store, id, `stopped over ${what}: ${why}`) ?? null,
  });
  return sumReplays(replays.map((one) => one ?? undefined));
}

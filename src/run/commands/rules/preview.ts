import { loadRules } from '../../../classify/rules.ts';
import { rulesInForce } from '../../../learn/packs.ts';
import { type Moved, type Preview, previewRules } from '../../../learn/trial/preview.ts';
import type { Store } from '../../../store/open.ts';
import type { CommandIo } from '../../command.ts';

/** Posts, between two lines of progress. */
const TOLD_EACH = 10_000;

/** `rules preview FILE`: what a pack would change, and 1 when it would lose an accepted post. */
export function sayPreview(
  store: Store,
  { file, inForce }: { readonly file: string; readonly inForce: string | undefined },
  { asJson, stdout, stderr }: { readonly asJson: boolean } & Pick<CommandIo, 'stdout' | 'stderr'>,
): number {
  const packs = { next: loadRules(file), inForce: rulesInForce(store, inForce).source };
  const preview = previewRules(store, packs, {
    // A line each, for whoever sits at a terminal: what goes back to the start of one would be shown as such.
    ...('isTTY' in stderr &&
      stderr.isTTY === true && {
        tell: (read, of) => void (read % TOLD_EACH === 0 && stderr.write(`${read} of ${of} posts weighed\n`)),
      }),
  });
  stdout.write(asJson ? `${JSON.stringify(preview)}\n` : textOf(preview));
  return preview.counts.lost.accepted > 0 ? 1 : 0;
}

function textOf(preview: Preview): string {
  const { read, reread, lost, gained, counts } = preview;
  const rows = (word: string, moved: readonly Moved[]) =>
    moved.map(
      ({ said, title, before, after }) => `${word}\t${said}\t${before.score} → ${after.score}\t${title}`,
    );
  const { accepted } = counts.lost;
  return `${[
    ...rows('lost', lost),
    ...rows('gained', gained),
    `${read} posts weighed, ${reread} of them read again: ${lost.length} would fall below the line, ${gained.length} would rise above it`,
    ...(accepted > 0 ? [`${accepted} accepted ${accepted === 1 ? 'post' : 'posts'} would be lost`] : []),
  ].join('\n')}\n`;
}

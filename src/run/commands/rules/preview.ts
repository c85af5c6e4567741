import { loadRules } from '../../../classify/rules.ts';
import { acceptedLost, type Moved, type Preview, previewRules } from '../../../learn/preview.ts';
import type { Store } from '../../../store/open.ts';
import type { CommandIo } from '../../command.ts';

/** `rules preview FILE`: what a pack would change, and 1 when it would lose an accepted post. */
export async function sayPreview(
  store: Store,
  file: string,
  { asJson, stdout, stderr }: { readonly asJson: boolean } & Pick<CommandIo, 'stdout' | 'stderr'>,
): Promise<number> {
  const preview = await previewRules(store, loadRules(file), (read, of) => {
    stderr.write(`\r${read} of ${of} posts read${read === of ? '\n' : ''}`);
  });
  stdout.write(asJson ? `${JSON.stringify(preview)}\n` : textOf(preview));
  return acceptedLost(preview).length > 0 ? 1 : 0;
}

function textOf(preview: Preview): string {
  const { read, left, lost, gained } = preview;
  const rows = (word: string, moved: readonly Moved[]) =>
    moved.map(
      ({ said, title, before, after }) => `${word}\t${said}\t${before.score} → ${after.score}\t${title}`,
    );
  const accepted = acceptedLost(preview).length;
  return `${[
    ...rows('lost', lost),
    ...rows('gained', gained),
    `${read} posts read: ${lost.length} would fall below the line, ${gained.length} would rise above it`,
    ...(left > 0 ? [`${left} older posts that nobody decided were left out`] : []),
    ...(accepted > 0 ? [`${accepted} accepted ${accepted === 1 ? 'post' : 'posts'} would be lost`] : []),
  ].join('\n')}\n`;
}

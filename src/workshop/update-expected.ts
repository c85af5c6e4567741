import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { LoadedSource } from '../rounds/load-sources.ts';
import { recordingsOf } from './recordings.ts';
import { replay } from './replay.ts';
import { shortDiff } from '../base/diff-lines.ts';
import { json } from './save-recording.ts';

/** A recording whose expected values were rewritten, with the lines that changed. */
export type Update = { readonly name: string; readonly diff: readonly string[] };

/** Takes what is read from each recording today for what is expected of it. */
export async function updateExpected(loaded: LoadedSource): Promise<Update[]> {
  const updates: Update[] = [];
  for (const recording of await recordingsOf(loaded)) {
    const reading = replay(recording, loaded.source);
    if (isDeepStrictEqual(reading, recording.expected)) continue;
    await writeFile(path.join(recording.folder, 'expected.json'), json(reading));
    const before = recording.expected === undefined ? '' : json(recording.expected);
    updates.push({ name: recording.name, diff: shortDiff(before, json(reading)) });
  }
  return updates;
}

import { parseArgs } from 'node:util';
import { Failure } from '../../../base/errors.ts';
import type { CommandIo } from '../../command.ts';
import {
  type RecordingProposal,
  type RecordingProposals,
  recordLive,
  recordRun,
} from '../../../workshop/record-source.ts';
import { saveRecording } from '../../../workshop/save-recording.ts';
import { isConfirmed } from './confirm.ts';
import { addressOf, chosenSources, oneArgument, runNumber, withTools } from './open.ts';

/** Records a source's pages anew. What changes in the expected values is shown first, and written only when confirmed. */
export async function run(args: string[], io: CommandIo): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      'from-run': { type: 'string' },
      article: { type: 'string' },
      yes: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
  });
  const [loaded] = await chosenSources(io, [oneArgument('record', 'source', positionals)]);
  if (loaded === undefined) throw new Error('a chosen source is always loaded');
  const article = values.article === undefined ? undefined : articleAddress(values.article);
  return withTools(io, async (tools) => {
    const runGiven = values['from-run'];
    const { proposals, missing } =
      runGiven === undefined
        ? await recordLive(tools, loaded, article)
        : await recordRun(tools.store, loaded, { runId: runNumber('--from-run', runGiven), article });
    if (!values.json) io.stdout.write(say({ proposals, missing }));
    const isWanted = proposals.length > 0 && (values.yes || (!values.json && (await isConfirmed(io))));
    const written: string[] = [];
    if (isWanted)
      for (const { recording } of proposals)
        written.push(await saveRecording(loaded.file, loaded.source.id, recording));
    io.stdout.write(
      values.json ? `${JSON.stringify(report(proposals, missing, written))}\n` : saySaved(written),
    );
    return proposals.length > 0 && missing.length === 0 ? 0 : 1;
  });
}

function articleAddress(given: string): string {
  const url = addressOf(given);
  if (url === undefined) throw new Failure('config', `--article "${given}" must be the address of a post`);
  return url;
}

function say({ proposals, missing }: RecordingProposals): string {
  const lines = [
    ...proposals.flatMap(({ recording, diff, isNew }) => [
      `${recording.name} (${recording.http.step})${isNew ? ', new' : diff.length === 0 ? ', read as before' : ''}`,
      ...diff.map((line) => `    ${line}`),
    ]),
    ...missing.map((what) => `  ! ${what}`),
  ];
  return `${lines.join('\n')}\n`;
}

function report(
  proposals: readonly RecordingProposal[],
  missing: readonly string[],
  written: readonly string[],
) {
  return {
    recordings: proposals.map(({ recording, diff, isNew }) => ({
      name: recording.name,
      step: recording.http.step,
      url: recording.http.url,
      isNew,
      diff,
    })),
    missing,
    written,
  };
}

function saySaved(written: readonly string[]): string {
  return written.length === 0 ? 'Nothing was written.\n' : `Wrote ${written.length} recordings.\n`;
}

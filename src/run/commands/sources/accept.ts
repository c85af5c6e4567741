import { parseArgs } from 'node:util';
import { Failure } from '../../../base/errors.ts';
import { acceptLastRun } from '../../../store/meant.ts';
import type { CommandIo } from '../../command.ts';
import { chosenSources, oneArgument, withStore } from './open.ts';

/** Says that what a source's last run was called amiss for is meant so. */
export async function run(args: string[], io: CommandIo): Promise<number> {
  const { positionals } = parseArgs({ args, allowPositionals: true });
  const id = oneArgument('accept', 'source', positionals);
  await chosenSources(io, [id]);
  return withStore(io, (store) => {
    const accepted = acceptLastRun(store, id, { at: Date.now(), by: 'the command line' });
    if (accepted === undefined)
      throw new Failure(
        'config',
        `the last run of ${id} was well, or nothing that could be meant so: a listing that was degraded, blind or a gap`,
      );
    const why = accepted.reasons.map((reason) => `    ${reason}\n`).join('');
    io.stdout.write(
      `${id}: run ${accepted.id} was ${accepted.outcome}, and is meant so from now on:\n${why}`,
    );
    return 0;
  });
}

import { parseArgs } from 'node:util';
import { Failure } from '../../../base/errors.ts';
import { rulesInForce } from '../../../learn/packs.ts';
import type { CommandIo } from '../../command.ts';
import { loadSources } from '../../../rounds/load-sources.ts';
import { type ExplainedPost, type Explanation, explainAddress } from '../../../workshop/explain-address.ts';
import { sayBreakdown } from '../../../workshop/try-source.ts';
import { addressOf, oneArgument, withStore } from './open.ts';

/** Says what is known of an address. Exit code 1 where nobody has ever seen it. */
export async function run(args: string[], io: CommandIo): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { json: { type: 'boolean', default: false } },
  });
  const given = oneArgument('explain', 'address', positionals);
  const url = addressOf(given);
  if (url === undefined) throw new Failure('config', `"${given}" must be an http or https address`);
  const loaded = await loadSources(io.settings.sourceDirs);
  const explanation = await withStore(io, (store) =>
    explainAddress(url, { store, loaded, rules: rulesInForce(store, io.settings.rulesFile) }),
  );
  io.stdout.write(values.json ? `${JSON.stringify(explanation)}\n` : say(explanation));
  return explanation.post === null && explanation.waiting === null ? 1 : 0;
}

function say({ url, key, sources, turnedAwayBy, waiting, post }: Explanation): string {
  const lines = [
    url,
    `  its key is ${key}`,
    sources.length === 0 ? '  no source covers its host' : `  on the host of ${sources.join(', ')}`,
    ...turnedAwayBy.map((id) => `  ${id} turns it away by its "keep"`),
    ...(waiting === null
      ? []
      : [
          `  waits to be read for ${waiting.sourceId} since ${day(waiting.firstSeen)}, tried ${waiting.tries} times${waiting.problem === null ? '' : `: ${waiting.problem}`}`,
        ]),
    ...(post === null ? (waiting === null ? ['  no run has ever seen it'] : []) : sayPost(post)),
  ];
  return `${lines.join('\n')}\n`;
}

function sayPost({
  title,
  url,
  source,
  published,
  firstSeen,
  lastSeen,
  ladder,
  candidate,
  twins,
}: ExplainedPost): string[] {
  return [
    `  “${title}”, read at ${url} for ${source}`,
    `  published ${published ?? 'on a day unknown'}, first seen ${firstSeen.slice(0, 10)}, last seen ${lastSeen.slice(0, 10)}`,
    candidate === null
      ? `  no candidate: ${ladder.score} points, ${ladder.band.toLowerCase()}`
      : `  candidate ${candidate.id}, ${candidate.state}, put there by ${candidate.origin}${candidate.held === null ? '' : `, held back: ${candidate.held}`}; ${ladder.score} points, ${ladder.band.toLowerCase()}`,
    ...sayBreakdown(ladder),
    ...twins.map((twin) => `  also at ${twin.url} (${twin.state})`),
  ];
}

function day(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

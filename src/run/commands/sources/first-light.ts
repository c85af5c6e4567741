import { parseArgs } from 'node:util';
import { Failure } from '../../../base/errors.ts';
import { startOf } from '../../../discover/start-of.ts';
import type { LoadedSource } from '../../../reading/load-source.ts';
import { keepFirstLight } from '../../../store/first-light.ts';
import { keptRobots } from '../../../store/manners.ts';
import { firstLight, type Guess } from '../../../mend/first-light.ts';
import { diffRight } from '../../../mend/put-right.ts';
import { createSurveyFetcher } from '../../../workshop/survey/survey-fetcher.ts';
import { surveySite } from '../../../workshop/survey/survey-site.ts';
import type { CommandIo } from '../../command.ts';
import type { OpenTools } from '../../open-tools.ts';
import { eachPart } from '../../apart/parts.ts';
import { chosenSources, withTools } from './open.ts';

/** What became of a source's guesses; `diff` would put right what is wrong, and is null where nothing is or nothing was found. */
type FirstLight = {
  readonly id: string;
  readonly passed: boolean;
  readonly guesses: readonly Guess[];
  readonly diff: readonly string[] | null;
};

/** Tries each guess of adapters on their live sites. Exit code 1 where one is wrong, or a site could not be reached. */
export async function run(args: string[], io: CommandIo): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { all: { type: 'boolean', default: false }, json: { type: 'boolean', default: false } },
  });
  if (positionals.length === 0 && !values.all)
    throw new Failure('config', '"sources first-light" takes sources, or --all');
  const loaded = await chosenSources(io, positionals);
  return withTools(io, async (tools) => {
    const active = loaded.filter(({ source }) => source.paused === undefined);
    const results = await eachPart<LoadedSource, FirstLight>(active, io.parts, {
      nameOf: ({ source }) => source.id,
      work: (one) => look(tools, one),
      stopped: ({ source }, { what, why }) => {
        const guesses = [
          { what: 'its pages', verdict: 'unknown', say: `stopped over ${what}: ${why}` },
        ] as const;
        return { id: source.id, passed: false, guesses, diff: null };
      },
      tell: (result) => io.stdout.write(values.json ? `${JSON.stringify(result)}\n` : say(result)),
    });
    return results.every(({ passed }) => passed) ? 0 : 1;
  });
}

async function look(tools: OpenTools, loaded: LoadedSource): Promise<FirstLight> {
  const { source, hash, file } = loaded;
  const guesses = await firstLight(tools, loaded);
  const isWrong = guesses.some(({ verdict }) => verdict === 'wrong');
  const passed = !isWrong && guesses.some(({ what, verdict }) => what === 'cards' && verdict === 'right');
  if (passed) keepFirstLight(tools.store, source.id, hash, tools.now());
  const diff = isWrong ? await rightDiff(tools, { source, file }) : undefined;
  return { id: source.id, passed, guesses, diff: diff ?? null };
}

/** Looks around anew, at the listing and then at the home that the source names. */
async function rightDiff(
  { fetcher, now, store }: OpenTools,
  { source, file }: Pick<LoadedSource, 'source' | 'file'>,
): Promise<readonly string[] | undefined> {
  const site = createSurveyFetcher(fetcher, now);
  const { kind } = source.discover;
  const listed = kind === 'listing' || kind === 'browser' ? [startOf(source, source.discover, now())] : [];
  for (const url of new Set([...listed, source.home])) {
    const survey = await surveySite(site, url, (origin) => keptRobots(store, origin));
    const day = new Date(now()).toISOString().slice(0, 10);
    if (survey.kind === 'survey') return diffRight(file, source, survey, day);
  }
  return undefined;
}

const MARKS = { right: '✓', wrong: '✗', unknown: '?' } as const;

function say({ id, passed, guesses, diff }: FirstLight): string {
  const width = Math.max(...guesses.map(({ what }) => what.length));
  const lines = [
    `${id}: ${passed ? 'passed' : 'not passed'}`,
    ...guesses.map(({ what, verdict, say: words }) => `  ${MARKS[verdict]} ${what.padEnd(width)}  ${words}`),
    ...(diff === null ? [] : ['  What would put it right:', ...diff.map((line) => `    ${line}`)]),
  ];
  return `${lines.join('\n')}\n`;
}

import { mkdir, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { Failure } from '../base/errors.ts';
import { type LoadedSource, loadSource } from '../reading/load-source.ts';
import { checkSource, type SourceCheck } from './check-source.ts';
import { draftOf } from './draft-source.ts';
import { nameSource } from './name-source.ts';
import { makeRecording, type NewRecording, saveRecording } from './save-recording.ts';
import { type Placing, sourceText } from './source-text.ts';
import type { SiteSurvey } from './survey/survey-site.ts';
import type { ApproachPage } from './survey/approach.ts';

/** Where a new source goes: its folder, and its id where a person chose one. */
export type Where = {
  readonly folder: string;
  readonly id?: string;
  readonly placing: Placing;
  /** Folders that are loaded together with it: an id may stand in one of them only. */
  readonly taken: readonly string[];
};

/** A source that was written, and what its own check says of it. */
export type NewSource = {
  readonly loaded: LoadedSource;
  readonly recordings: readonly string[];
  readonly check: SourceCheck;
};

const BY = 'lamplighter sources new';

/**
 * Writes the source that a survey came to, with its recordings and what was read from them, and checks it.
 * @throws Failure (`config`) where a source of that id is there already.
 */
export async function writeSource(survey: SiteSurvey, where: Where, day: string): Promise<NewSource> {
  const names = nameSource(survey.page, [
    ...(survey.front === undefined ? [] : [survey.front]),
    ...survey.samples.map(({ page }) => page),
  ]);
  const id = where.id ?? freeId(names.id, where);
  const file = path.join(path.resolve(where.folder), `${id}.ts`);
  const there = placesOf(id, where).find(existsSync);
  if (there !== undefined)
    throw new Failure('config', 'already exists; choose another --id, or remove it first', { file: there });
  const draft = draftOf(survey, { ...names, id }, day);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, sourceText(draft, where.placing));
  const loaded = await loadSource(file);
  const recordings: string[] = [];
  for (const recording of recordingsFor(survey, loaded))
    recordings.push(await saveRecording(file, id, recording));
  return { loaded, recordings, check: await checkSource(loaded) };
}

function placesOf(id: string, { folder, taken }: Where): string[] {
  return [folder, ...taken].map((one) => path.join(path.resolve(one), `${id}.ts`));
}

/** The first of `apse-news`, `apse-news-2`, … that no source has. */
function freeId(id: string, where: Where): string {
  let free = id;
  for (let count = 2; placesOf(free, where).some(existsSync); count += 1) free = `${id}-${count}`;
  return free;
}

/** One recording of each step: the listing with its second page, the witness, and a post. */
export function recordingsFor(survey: SiteSurvey, { source }: LoadedSource, by = BY): NewRecording[] {
  const { first, samples } = survey;
  const witness = survey.witness === first || source.witness === undefined ? undefined : survey.witness;
  const make = (step: 'discover' | 'witness', pages: readonly ApproachPage[], name: string): NewRecording[] =>
    pages.map(({ page, number }) =>
      makeRecording(page, { name: number === 1 ? name : `${name}-${number}`, step, number, by }, source),
    );
  const [sample] = samples;
  const witnessName =
    witness?.strategy.kind === first.strategy.kind ? 'front-page' : (witness?.strategy.kind ?? '');
  return [
    ...make('discover', first.pages, first.strategy.kind === 'wordpress' ? 'rest' : first.strategy.kind),
    ...(witness === undefined
      ? []
      : make('witness', witness.pages, witnessName === 'wordpress' ? 'rest' : witnessName)),
    ...(sample === undefined
      ? []
      : [makeRecording(sample.page, { name: 'article', step: 'article', number: 1, by }, source)]),
  ];
}

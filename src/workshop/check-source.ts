import { readFile } from 'node:fs/promises';
import { isDeepStrictEqual } from 'node:util';
import type { LoadedSource } from '../rounds/load-sources.ts';
import { unmetByRecordings } from './pin-expectations.ts';
import { lintSource } from './lint-source.ts';
import { type Recording, recordingsOf } from './recordings.ts';
import { type Replayed, replay } from './replay.ts';
import { asParsed, withShuffledAttributes } from './shuffle.ts';

/** One thing that a check looked at; `fault` says what is wrong, and is undefined where nothing is. */
export type Check = { readonly what: string; readonly fault?: string };

/** What came of checking one source. */
export type SourceCheck = {
  readonly id: string;
  readonly checks: readonly Check[];
  readonly recordings: number;
  /** When the oldest recording was made, Unix ms; null without any. */
  readonly oldestAt: number | null;
};

/** Checks a source offline: its file, and each of its recordings field by field, twice, and with attributes in another order. */
export async function checkSource(loaded: LoadedSource): Promise<SourceCheck> {
  const recordings = await recordingsOf(loaded);
  const faults = lintSource(loaded.source, await readFile(loaded.file, 'utf8'));
  const steps = new Set<string>(recordings.map(({ http }) => http.step));
  const needed = [
    'discover',
    'article',
    ...(loaded.source.witness === undefined ? [] : ['witness']),
  ] as const;
  return {
    id: loaded.source.id,
    recordings: recordings.length,
    oldestAt: recordings.length === 0 ? null : Math.min(...recordings.map(({ page }) => page.fetchedAt)),
    checks: [
      ...(faults.length === 0
        ? [{ what: 'the file' }]
        : faults.map((fault) => ({ what: 'the file', fault }))),
      ...needed
        .filter((step) => !steps.has(step))
        .map((step) => ({
          what: `a recording of its ${step}`,
          fault: 'there is none; "sources record" makes one',
        })),
      ...(loaded.source.expect === undefined
        ? []
        : [
            { what: 'what it expects' },
            ...unmetByRecordings(loaded, recordings).map((fault) => ({ what: 'what it expects', fault })),
          ]),
      ...recordings.flatMap((recording) => checkRecording(recording, loaded)),
    ],
  };
}

function checkRecording(recording: Recording, { source }: LoadedSource): Check[] {
  const { name, expected } = recording;
  const reading = replay(recording, source);
  if (expected === undefined)
    return [{ what: name, fault: 'has no expected.json; "sources check --update" writes it' }];
  const fields = [...new Set([...Object.keys(expected), ...Object.keys(reading)])];
  return [
    ...fields.map((field) => ({
      what: `${name}, ${field}`,
      ...(isDeepStrictEqual(reading[field], expected[field])
        ? {}
        : { fault: differs(expected[field], reading[field]) }),
    })),
    {
      what: `${name}, read twice`,
      ...same(replay(recording, source), reading, 'is read differently a second time'),
    },
    ...checkShuffled(recording, source),
  ];
}

/** The order of attributes means nothing in HTML, so it must mean nothing to an adapter. */
function checkShuffled(recording: Recording, source: LoadedSource['source']): Check[] {
  const { name, page } = recording;
  if (!/html/.test(page.contentType)) return [];
  const read = (body: string): Replayed => replay({ ...recording, page: { ...page, body } }, source);
  const shuffled = read(withShuffledAttributes(page.body));
  const fault = 'is read differently when attributes stand in another order';
  return [{ what: `${name}, attributes shuffled`, ...same(shuffled, read(asParsed(page.body)), fault) }];
}

function same(a: Replayed, b: Replayed, fault: string): { fault?: string } {
  return isDeepStrictEqual(a, b) ? {} : { fault };
}

/** What is expected and what is read, short; of lists the first items that differ. */
function differs(expected: unknown, found: unknown): string {
  if (Array.isArray(expected) && Array.isArray(found)) {
    const at = expected.findIndex((item, index) => !isDeepStrictEqual(item, found[index]));
    const place = at === -1 ? expected.length : at;
    return `expected ${expected.length}, read ${found.length}; the first to differ: ${short(expected[place])} is now ${short(found[place])}`;
  }
  return `expected ${short(expected)}, read ${short(found)}`;
}

function short(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length <= 160 ? text : `${text.slice(0, 157)}…`;
}

import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Source } from '../base/source.ts';
import type { Page } from '../model/page.ts';
import { pageOfRecording, type RecordedHttp, type Recording } from './recordings.ts';
import { type Replayed, replay } from './replay.ts';
import { slim, type SlimKind } from './slim.ts';

/** A recording that is about to be written: what it will hold, and what is read from it. */
export type NewRecording = Pick<Recording, 'name' | 'http' | 'page'> & {
  readonly reading: Replayed;
  readonly file: string;
};

/** Headers that what is read may depend on. */
const HEADERS = ['content-type', 'content-language', 'x-wp-total', 'x-wp-totalpages'];

/** Makes a recording of a page: slim, unless it cannot be read any more then. */
export function makeRecording(
  page: Page,
  what: {
    readonly name: string;
    readonly step: RecordedHttp['step'];
    readonly number: number;
    readonly by: string;
  },
  source: Source,
): NewRecording {
  const http: RecordedHttp = {
    url: page.url,
    ...(page.finalUrl === page.url ? {} : { final_url: page.finalUrl }),
    status: page.status,
    headers: Object.fromEntries(
      HEADERS.flatMap((name) => (page.headers[name] === undefined ? [] : [[name, page.headers[name]]])),
    ),
    fetched_at: new Date(page.fetchedAt).toISOString(),
    recorded_by: what.by,
    step: what.step,
    page: what.number,
  };
  const kind = kindOf(page, what.step, source);
  const made = (body: string): NewRecording => {
    const recorded = pageOfRecording(http, body);
    const reading = replay(
      { name: what.name, folder: '', http, page: recorded, expected: undefined },
      source,
    );
    return { name: what.name, http, page: recorded, reading, file: `page.${extension(kind)}` };
  };
  const cut = made(slim(page.body, kind));
  if (!('problem' in cut.reading) && !('unreadable' in cut.reading)) return cut;
  // Cut too far to be read: an article of few long paragraphs, or a body that its adapter measures.
  return kind === 'article' ? made(slim(page.body, 'listing')) : made(page.body);
}

/** Writes `page.*`, `http.json` and `expected.json` under `recordings/<id>/<name>/`. Answers the folder. */
export async function saveRecording(
  sourceFile: string,
  id: string,
  recording: NewRecording,
): Promise<string> {
  const folder = path.join(path.dirname(sourceFile), 'recordings', id, recording.name);
  await mkdir(folder, { recursive: true });
  const { page: number, ...http } = recording.http;
  await writeFile(path.join(folder, recording.file), recording.page.body);
  await writeFile(path.join(folder, 'http.json'), json(number === 1 ? http : { ...http, page: number }));
  await writeFile(path.join(folder, 'expected.json'), json(recording.reading));
  return folder;
}

export function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

function kindOf(page: Page, step: RecordedHttp['step'], source: Source): SlimKind {
  // A page with several posts is cut nowhere: the one that is meant may stand at its end.
  if (step === 'article') return source.anchors === true ? 'listing' : 'article';
  const strategy = step === 'witness' ? source.witness : source.discover;
  if (strategy?.kind === 'wordpress') return 'json';
  if (strategy?.kind !== 'feed' && strategy?.kind !== 'sitemap') return 'listing';
  return page.body.trimStart().startsWith('{') ? 'json' : 'xml';
}

function extension(kind: SlimKind): 'html' | 'json' | 'xml' {
  return kind === 'json' || kind === 'xml' ? kind : 'html';
}

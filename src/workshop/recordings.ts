import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';
import { Failure, messageOf } from '../base/errors.ts';
import { type Page, pageAgain } from '../model/page.ts';
import type { LoadedSource } from '../rounds/load-sources.ts';

/** How a recorded page came to be, as `http.json` beside it says. */
const Http = z.strictObject({
  url: z.url(),
  final_url: z.url().optional(),
  status: z.int(),
  /** The few that matter; names in lower case. */
  headers: z.record(z.string(), z.string()),
  /** ISO 8601: the clock that dates on the page are read against. */
  fetched_at: z.iso.datetime(),
  /** A person, a command, or "written by hand in the site's shape". */
  recorded_by: z.string().min(1),
  /** What the page is read as. */
  step: z.enum(['discover', 'witness', 'article']),
  /** Which page of a listing it is, from 1. */
  page: z.int().positive().default(1),
});

/** What `http.json` says. */
export type RecordedHttp = z.infer<typeof Http>;

/** One recorded page with what was once read from it; `expected` is undefined until it has been written. */
export type Recording = {
  readonly name: string;
  readonly folder: string;
  readonly http: RecordedHttp;
  readonly page: Page;
  readonly expected: Readonly<Record<string, unknown>> | undefined;
};

/** The recordings of a source: `recordings/<id>/<what>/` beside its file. None is an empty list. */
export async function recordingsOf({ source, file }: LoadedSource): Promise<Recording[]> {
  const folder = path.join(path.dirname(file), 'recordings', source.id);
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Promise.all(names.sort().map((name) => readRecording(path.join(folder, name), name)));
}

async function readRecording(folder: string, name: string): Promise<Recording> {
  const files = await readdir(folder);
  const body = files.find((one) => /^page\.(html|json|xml)$/.test(one));
  if (body === undefined)
    throw new Failure('config', 'holds no page.html, page.json or page.xml', { file: folder });
  const http = Http.safeParse(await readJson(path.join(folder, 'http.json')));
  if (!http.success) {
    const faults = http.error.issues.map((issue) => [...issue.path, issue.message].join(': '));
    throw new Failure('config', faults.join('; '), { file: path.join(folder, 'http.json') });
  }
  const page = pageOfRecording(http.data, await readFile(path.join(folder, body), 'utf8'));
  const expected = files.includes('expected.json')
    ? z.record(z.string(), z.unknown()).parse(await readJson(path.join(folder, 'expected.json')))
    : undefined;
  return { name, folder, http: http.data, page, expected };
}

async function readJson(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    throw new Failure('config', messageOf(error), { file }, { cause: error });
  }
}

/** A page as it would have come, from what was recorded of it. */
export function pageOfRecording(http: RecordedHttp, body: string): Page {
  return pageAgain({
    url: http.url,
    finalUrl: http.final_url ?? http.url,
    status: http.status,
    headers: http.headers,
    contentType: (http.headers['content-type'] ?? '').replace(/;.*/, '').trim().toLowerCase(),
    body,
    fetchedAt: Date.parse(http.fetched_at),
  });
}

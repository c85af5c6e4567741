import * as z from 'zod';
import type { Fetcher } from '../fetch/fetch.ts';

/** A copy of a page as it was at an instant (Unix ms). */
export type ArchivedCopy = { readonly url: string; readonly at: number };

export type ArchiveAnswer =
  | { readonly kind: 'copy'; readonly copy: ArchivedCopy }
  /** Nobody has a copy, or none could be made. */
  | { readonly kind: 'none'; readonly why: string }
  /** The archive could not be asked now. */
  | { readonly kind: 'later'; readonly why: string };

/** An archive that can be asked for a new copy of a page, where we hold its keys, and for the nearest one. */
export type Archive = {
  readonly save?: (url: string) => Promise<ArchiveAnswer>;
  readonly nearest: (url: string, at: number) => Promise<ArchiveAnswer>;
};

export type ArchiveOptions = {
  readonly fetcher: Pick<Fetcher, 'fetch'>;
  /** The S3 keys of an archive.org account; without them nothing is saved, only looked for. */
  readonly keys?: { readonly key: string; readonly secret: string };
  /** The Wayback Machine, and its availability API. */
  readonly wayback?: string;
  readonly available?: string;
  readonly wait: (ms: number) => Promise<void>;
};

const WAYBACK = 'https://web.archive.org';
const AVAILABLE = 'https://archive.org/wayback/available';

/** Of what the archive says; we read it ourselves. A hundred times what its answers are, and some thousand copies of one page. */
const MOST_ANSWER = 64 * 1024;
const MOST_TIME_MAP = 256 * 1024;
const POLL_MS = 5000;
const MOST_POLLS = 24;

/** The Wayback Machine: Save Page Now 2 for new copies; for old ones its availability API, then its Memento TimeMap (RFC 7089). */
export function createArchive(options: ArchiveOptions): Archive {
  const endpoint = { wayback: WAYBACK, available: AVAILABLE, ...options };
  const { keys } = options;
  return {
    ...(keys === undefined ? {} : { save: (url) => save(endpoint, `LOW ${keys.key}:${keys.secret}`, url) }),
    nearest: async (url, at) => {
      const found = await askAvailable(endpoint, url, at);
      return found.kind === 'copy' ? found : askTimeMap(endpoint, url, at);
    },
  };
}

type Endpoint = Required<Pick<ArchiveOptions, 'fetcher' | 'wayback' | 'available' | 'wait'>>;

const StartedSchema = z.object({
  job_id: z
    .string()
    .regex(/^[\w-]{1,100}$/)
    .optional(),
  message: z.string().optional(),
});
const StatusSchema = z.object({
  status: z.enum(['pending', 'success', 'error']),
  timestamp: z
    .string()
    .regex(/^\d{14}$/)
    .optional(),
  original_url: z.string().optional(),
  message: z.string().optional(),
});

/** Asks for a copy and waits for it, two minutes at the most. */
async function save(endpoint: Endpoint, authorization: string, url: string): Promise<ArchiveAnswer> {
  const started = await askJson(
    endpoint,
    { url: `${endpoint.wayback}/save/${url}`, authorization },
    StartedSchema,
  );
  if (started.kind === 'later') return started;
  const job = started.value.job_id;
  if (job === undefined) return { kind: 'later', why: started.value.message ?? 'no job was begun' };
  for (let poll = 0; poll < MOST_POLLS; poll += 1) {
    await endpoint.wait(POLL_MS);
    const asked = await askJson(
      endpoint,
      { url: `${endpoint.wayback}/save/status/${job}`, authorization },
      StatusSchema,
    );
    if (asked.kind === 'later') return asked;
    const { status, timestamp, original_url, message } = asked.value;
    if (status === 'error') return { kind: 'none', why: message ?? 'the archive could not read it' };
    if (status === 'success' && timestamp !== undefined)
      return {
        kind: 'copy',
        copy: { url: `${endpoint.wayback}/web/${timestamp}/${original_url ?? url}`, at: timeOf(timestamp) },
      };
  }
  return { kind: 'later', why: 'the copy was not ready in time' };
}

const AvailableSchema = z.object({
  archived_snapshots: z.object({
    closest: z
      .object({
        available: z.boolean(),
        url: z.url({ protocol: /^https?$/ }),
        timestamp: z.string().regex(/^\d{14}$/),
        status: z.string().default('200'),
      })
      .optional(),
  }),
});

async function askAvailable(endpoint: Endpoint, url: string, at: number): Promise<ArchiveAnswer> {
  const query = new URLSearchParams({ url, timestamp: stampOf(at) });
  const asked = await askJson(
    endpoint,
    { url: `${endpoint.available}?${query.toString()}` },
    AvailableSchema,
  );
  if (asked.kind === 'later') return asked;
  const { closest } = asked.value.archived_snapshots;
  if (closest?.available !== true || !closest.status.startsWith('2'))
    return { kind: 'none', why: 'no copy is known' };
  const https = closest.url.replace(/^http:\/\/web\.archive\.org\//, 'https://web.archive.org/');
  return { kind: 'copy', copy: { url: https, at: timeOf(closest.timestamp) } };
}

async function askTimeMap(endpoint: Endpoint, url: string, at: number): Promise<ArchiveAnswer> {
  const outcome = await endpoint.fetcher.fetch({
    url: `${endpoint.wayback}/web/timemap/link/${url}`,
    accept: 'any',
    expect: 'machine',
    maxBytes: MOST_TIME_MAP,
  });
  if (outcome.kind === 'gone') return { kind: 'none', why: 'no copy is known' };
  if (outcome.kind !== 'page') return { kind: 'later', why: whyNot(outcome) };
  const copies = readTimeMap(outcome.body).sort((a, b) => Math.abs(a.at - at) - Math.abs(b.at - at));
  return copies[0] === undefined
    ? { kind: 'none', why: 'no copy is known' }
    : { kind: 'copy', copy: copies[0] };
}

/** The mementos of a TimeMap in link format: `<uri>; rel="first memento"; datetime="…",`. */
function readTimeMap(text: string): ArchivedCopy[] {
  const links = text.matchAll(/<(https?:\/\/[^<>\s]+)>((?:\s*;\s*[\w-]+="[^"]*")+)/g);
  return [...links].flatMap(([, url = '', parameters = '']) => {
    const rel = /;\s*rel="([^"]*)"/.exec(parameters)?.[1] ?? '';
    const at = Date.parse(/;\s*datetime="([^"]*)"/.exec(parameters)?.[1] ?? '');
    return rel.split(' ').includes('memento') && Number.isFinite(at) ? [{ url, at }] : [];
  });
}

type Answer<T> =
  | { readonly kind: 'answer'; readonly value: T }
  | { readonly kind: 'later'; readonly why: string };

async function askJson<T>(
  { fetcher }: Endpoint,
  request: { readonly url: string; readonly authorization?: string },
  schema: z.ZodType<T>,
): Promise<Answer<T>> {
  const outcome = await fetcher.fetch({
    ...request,
    accept: 'json',
    expect: 'machine',
    maxBytes: MOST_ANSWER,
  });
  if (outcome.kind !== 'page') return { kind: 'later', why: whyNot(outcome) };
  try {
    const parsed = schema.safeParse(JSON.parse(outcome.body));
    return parsed.success
      ? { kind: 'answer', value: parsed.data }
      : { kind: 'later', why: 'the archive answered something else' };
  } catch {
    return { kind: 'later', why: 'the archive did not answer in JSON' };
  }
}

function whyNot(outcome: { readonly kind: string; readonly why?: string }): string {
  return outcome.why ?? outcome.kind;
}

/** 14 digits in UTC, as the Wayback Machine writes an instant. */
function stampOf(at: number): string {
  return new Date(at).toISOString().replaceAll(/\D/g, '').slice(0, 14);
}

function timeOf(stamp: string): number {
  const [, year, month, day, hour, minute, second] =
    /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(stamp) ?? [];
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}

import { type Outcome, OUTCOMES } from '../model/outcome.ts';
import { INCIDENT_REASONS } from './codecs.ts';
import { count, maybeNumber, maybeText, number, oneOf, text, type Row } from './columns.ts';
import type { Store } from './open.ts';

/** What an incident is about: a source's runs, its pages that cannot be read, rounds that nobody made, a clock that was wrong, or what reviewers make of its posts. */
const INCIDENT_KINDS = ['run', 'pages', 'overdue', 'clock', 'reviewers'] as const;
export type IncidentKind = (typeof INCIDENT_KINDS)[number];

/** What an incident came to: the outcome of a source's runs, or what else is amiss. */
const INCIDENT_OUTCOMES = [...OUTCOMES, 'overdue', 'clock', 'unwanted'] as const;
export type IncidentOutcome = Outcome | 'overdue' | 'clock' | 'unwanted';

/** What is known of an incident when it opens. Times in Unix ms. */
export type NewIncident = {
  /** Null where the rounds as a whole are meant. */
  readonly sourceId: string | null;
  readonly kind: IncidentKind;
  readonly outcome: IncidentOutcome;
  readonly reasons: readonly string[];
  /** Markdown, ready to paste into an issue. */
  readonly body: string;
  readonly runId: number | null;
  readonly openedAt: number;
};

export type IncidentRow = NewIncident & {
  readonly id: number;
  readonly closedAt: number | null;
  readonly toldAt: number | null;
};

const TELLINGS = { opened: 'told_at', open: 'told_open_at', closed: 'told_closed_at' } as const;

/** Opens an incident; one that is open already is left as it is. Answers whether it is new. */
export function openIncident(store: Store, incident: NewIncident): boolean {
  const { sourceId, kind, outcome, body, runId, openedAt } = incident;
  const reasons = INCIDENT_REASONS.write(incident.reasons);
  return (
    store
      .sql(
        `insert into incident (source_id, kind, outcome, reasons, body, run_id, opened_at)
         values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing`,
      )
      .run(sourceId, kind, outcome, reasons, body, runId, openedAt).changes === 1
  );
}

/** Brings an open incident's outcome and reasons up to date; what it said when it opened stays. */
export function updateIncident(
  store: Store,
  id: number,
  now: { readonly outcome: IncidentOutcome; readonly reasons: readonly string[] },
): void {
  store
    .sql('update incident set outcome = ?, reasons = ? where id = ?')
    .run(now.outcome, INCIDENT_REASONS.write(now.reasons), id);
}

export function closeIncident(store: Store, id: number, at: number): void {
  store.sql('update incident set closed_at = ? where id = ? and closed_at is null').run(at, id);
}

/** Incidents that are open, of one source or of all, the oldest first. */
export function openIncidents(store: Store, sourceId?: string): IncidentRow[] {
  return store
    .sql(
      'select * from incident where closed_at is null and ($source is null or source_id = $source) order by id',
    )
    .all({ source: sourceId ?? null })
    .map(toIncident);
}

/** The open incident of a kind, of a source or (null) of the rounds as a whole. */
export function openIncidentOf(
  store: Store,
  sourceId: string | null,
  kind: IncidentKind,
): IncidentRow | undefined {
  const row = store
    .sql('select * from incident where closed_at is null and source_id is ? and kind = ?')
    .get(sourceId, kind);
  return row === undefined ? undefined : toIncident(row);
}

/** What nobody has been told yet: incidents that opened, and told ones that are over. */
export function untoldIncidents(store: Store): IncidentRow[] {
  return store
    .sql(
      `select * from incident
       where told_at is null or (closed_at is not null and told_closed_at is null) order by id`,
    )
    .all()
    .map(toIncident);
}

/** Open incidents of which nothing was said since `before`, for the daily line. */
export function staleIncidents(store: Store, before: number): IncidentRow[] {
  return store
    .sql(
      'select * from incident where closed_at is null and coalesce(told_open_at, told_at) <= ? order by id',
    )
    .all(before)
    .map(toIncident);
}

/** Whether anything is to be said: for a process that would else end at once. */
export function hasWord(store: Store, staleBefore: number): boolean {
  return untoldIncidents(store).length > 0 || staleIncidents(store, staleBefore).length > 0;
}

/**
 * Notes that something is being said of an incident; false when another process says it already. `before`: the newest
 * time it may have been said for it to be said again, for what is said more than once.
 */
export function claimTelling(
  store: Store,
  id: number,
  what: keyof typeof TELLINGS,
  { at, before = 0 }: { readonly at: number; readonly before?: number },
): boolean {
  const column = TELLINGS[what];
  const done = store
    .sql(`update incident set ${column} = ? where id = ? and (${column} is null or ${column} <= ?)`)
    .run(at, id, before);
  return done.changes === 1;
}

/** What could not be said after all is said another time. */
export function forgetTelling(store: Store, id: number, what: keyof typeof TELLINGS): void {
  store.sql(`update incident set ${TELLINGS[what]} = null where id = ?`).run(id);
}

/** Counts a bad run, or starts again at a good one, which writes nothing where there was none; answers how many there were in a row. */
export function countBadRuns(store: Store, sourceId: string, isBad: boolean): number {
  if (!isBad) {
    store.sql('update source_health set bad_runs = 0 where source_id = ? and bad_runs > 0').run(sourceId);
    return 0;
  }
  return count(
    store
      .sql(
        `insert into source_health (source_id, bad_runs) values (?, 1)
         on conflict (source_id) do update set bad_runs = bad_runs + 1 returning bad_runs as n`,
      )
      .get(sourceId),
  );
}

/** Posts and candidates of a source that the storm brake holds. */
export function countHeld(store: Store, sourceId: string): number {
  return count(
    store
      .sql(
        `select (select count(*) from candidate where source_id = $source and held is not null)
              + (select count(*) from card where source_id = $source and held is not null) as n`,
      )
      .get({ source: sourceId }),
  );
}

/** A source whose run is long overdue. Times in Unix ms. */
export type OverdueSource = { readonly id: string; readonly dueAt: number };

/**
 * Sources that should have run by now and that nobody has in hand. The grace is six hours, or half the source's interval,
 * or one and a half times what usually lies between two crawls, whichever is longest: who crawls once a day is late after
 * a day and a half.
 */
export function overdueSources(store: Store, now: number): OverdueSource[] {
  return store
    .sql(
      `select id, next_due_at from source
       where ? > next_due_at + max(?, interval_ms / 2) and leased_until <= ? order by next_due_at, id`,
    )
    .all(now, Math.max(6 * 3_600_000, 1.5 * usualGap(store)), now)
    .map((row) => ({ id: text(row, 'id'), dueAt: number(row, 'next_due_at') }));
}

/** The median pause between the last crawls, ms; 0 before there were three. */
function usualGap(store: Store): number {
  const starts = store
    .sql('select started_at from crawl order by rowid desc limit 11')
    .all()
    .map((row) => number(row, 'started_at'));
  const gaps = starts.slice(1).map((start, index) => (starts[index] ?? start) - start);
  return gaps.length < 2 ? 0 : (gaps.sort((a, b) => a - b)[Math.floor(gaps.length / 2)] ?? 0);
}

function toIncident(row: Row): IncidentRow {
  const id = number(row, 'id');
  return {
    id,
    sourceId: maybeText(row, 'source_id'),
    kind: oneOf(row, 'kind', INCIDENT_KINDS),
    outcome: oneOf(row, 'outcome', INCIDENT_OUTCOMES),
    reasons: INCIDENT_REASONS.read(row, id),
    body: text(row, 'body'),
    runId: maybeNumber(row, 'run_id'),
    openedAt: number(row, 'opened_at'),
    closedAt: maybeNumber(row, 'closed_at'),
    toldAt: maybeNumber(row, 'told_at'),
  };
}

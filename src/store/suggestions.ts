import { type CandidateState, CANDIDATE_STATES } from '../model/decision.ts';
import { count, maybeNumber, maybeText, number, oneOf, text, type Row } from './columns.ts';
import { inTransaction, type Store } from './open.ts';

/** `queued` waits for a person · `checking` its address is being read · `desk` it is a candidate · `declined` · `settled`. */
export const SUGGESTION_STATES = ['queued', 'checking', 'desk', 'declined', 'settled'] as const;
export type SuggestionState = (typeof SUGGESTION_STATES)[number];

const SUGGESTION_KINDS = ['suggestion', 'report'] as const;

export type Suggestion = {
  readonly id: number;
  readonly kind: (typeof SUGGESTION_KINDS)[number];
  readonly url: string | null;
  readonly urlKey: string | null;
  /** The entry a report is about, or that a suggestion improves on. */
  readonly entryId: number | null;
  readonly note: string;
  readonly state: SuggestionState;
  /** What became of it, in words for whoever sent it. */
  readonly outcome: string;
  readonly candidateId: number | null;
  readonly madeAt: number;
  readonly settledAt: number | null;
};

export type NewSuggestion = Pick<Suggestion, 'kind' | 'url' | 'urlKey' | 'entryId' | 'note'> & {
  readonly secret: string;
  readonly sender: string;
  readonly at: number;
};

/** How many one sender, and everybody, may send within a window that began at `since`. */
export type SuggestionLimits = { readonly since: number; readonly perSender: number; readonly total: number };

const SELECT = 'select suggestion.* from suggestion';

/** Queues one, unless its address is known already or too many came; counted and kept in one transaction. */
export function addSuggestion(
  store: Store,
  one: NewSuggestion,
  limits: { readonly hour: SuggestionLimits; readonly day: SuggestionLimits },
): 'queued' | 'known' | 'limited' {
  return inTransaction(store, () => {
    if (isOver(store, one.sender, limits.hour) || isOver(store, one.sender, limits.day)) return 'limited';
    const added = store
      .sql(
        `insert into suggestion (kind, secret, url, url_key, entry_id, note, sender, made_at) values (?, ?, ?, ?, ?, ?, ?, ?)
         on conflict do nothing`,
      )
      .run(one.kind, one.secret, one.url, one.urlKey, one.entryId, one.note, one.sender, one.at);
    return added.changes === 1 ? 'queued' : 'known';
  });
}

export function suggestionBySecret(store: Store, secret: string): Suggestion | undefined {
  const row = store.sql(`${SELECT} where suggestion.secret = ?`).get(secret);
  return row === undefined ? undefined : toSuggestion(row);
}

export function suggestionById(store: Store, id: number): Suggestion | undefined {
  const row = store.sql(`${SELECT} where suggestion.id = ?`).get(id);
  return row === undefined ? undefined : toSuggestion(row);
}

/** Those in a state, oldest first. */
export function suggestionsIn(store: Store, state: SuggestionState, limit: number): Suggestion[] {
  return store
    .sql(`${SELECT} where suggestion.state = ? order by suggestion.id limit ?`)
    .all(state, limit)
    .map(toSuggestion);
}

/** Moves one on; false when it was no longer in the state it is moved from. */
export function moveSuggestion(
  store: Store,
  move: {
    readonly id: number;
    readonly from: SuggestionState;
    readonly to: SuggestionState;
    readonly outcome: string;
    readonly candidateId?: number;
    readonly at: number;
  },
): boolean {
  const moved = store
    .sql(
      `update suggestion set state = $to, outcome = $outcome, candidate_id = coalesce($candidateId, candidate_id), settled_at = $at
       where id = $id and state = $from`,
    )
    .run({
      id: move.id,
      from: move.from,
      to: move.to,
      outcome: move.outcome,
      candidateId: move.candidateId ?? null,
      at: move.at,
    });
  return moved.changes === 1;
}

/** The post that goes by this key is known already: as an entry's address or on the desk. */
export function candidateStateByKey(store: Store, keys: readonly string[]): CandidateState | undefined {
  for (const key of keys) {
    const row = store
      .sql(
        `select candidate.state from post_alias join candidate on candidate.post_id = post_alias.post_id where post_alias.key = ?`,
      )
      .get(key);
    if (row !== undefined) return oneOf(row, 'state', CANDIDATE_STATES);
  }
  return undefined;
}

function isOver(store: Store, sender: string, limits: SuggestionLimits): boolean {
  const bySender = count(
    store
      .sql('select count(*) as n from suggestion where sender = ? and made_at > ?')
      .get(sender, limits.since),
  );
  const byAll = count(store.sql('select count(*) as n from suggestion where made_at > ?').get(limits.since));
  return bySender >= limits.perSender || byAll >= limits.total;
}

function toSuggestion(row: Row): Suggestion {
  return {
    id: number(row, 'id'),
    kind: oneOf(row, 'kind', SUGGESTION_KINDS),
    url: maybeText(row, 'url'),
    urlKey: maybeText(row, 'url_key'),
    entryId: maybeNumber(row, 'entry_id'),
    note: text(row, 'note'),
    state: oneOf(row, 'state', SUGGESTION_STATES),
    outcome: text(row, 'outcome'),
    candidateId: maybeNumber(row, 'candidate_id'),
    madeAt: number(row, 'made_at'),
    settledAt: maybeNumber(row, 'settled_at'),
  };
}

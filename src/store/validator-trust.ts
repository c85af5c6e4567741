import { maybeText, number, text } from './columns.ts';
import type { Store } from './open.ts';

/** What a source's validators have been found to be worth, under one adapter. */
export type ValidatorTrust = {
  /** SHA-256 of the body that came last in full. */
  readonly bodyHash: string;
  /** Conditional requests in a row that were answered in full with that very body. */
  readonly sameBodies: number;
  /** Why validators are no longer sent; null while they are. */
  readonly distrust: string | null;
};

const UNTRIED: ValidatorTrust = { bodyHash: '', sameBodies: 0, distrust: null };

export function trustOf(store: Store, sourceId: string, adapterHash: string): ValidatorTrust {
  const row = store
    .sql('select * from validator_trust where source_id = ? and adapter_hash = ?')
    .get(sourceId, adapterHash);
  if (row === undefined) return UNTRIED;
  return {
    bodyHash: text(row, 'body_hash'),
    sameBodies: number(row, 'same_bodies'),
    distrust: maybeText(row, 'distrust'),
  };
}

export function keepTrust(store: Store, sourceId: string, adapterHash: string, trust: ValidatorTrust): void {
  store
    .sql(
      `insert or replace into validator_trust (source_id, adapter_hash, body_hash, same_bodies, distrust)
       values (?, ?, ?, ?, ?)`,
    )
    .run(sourceId, adapterHash, trust.bodyHash, trust.sameBodies, trust.distrust);
}

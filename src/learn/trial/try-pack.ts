import { testRules } from '../../classify/pack/expectations.ts';
import type { Pack } from '../../classify/pack/pack.ts';
import type { Fault } from '../../classify/pack/read-pack.ts';
import { parseRules, rulesOfText } from '../../classify/rules.ts';
import type { Store } from '../../store/open.ts';
import { type Preview, previewRules } from './preview.ts';

/** A pack that was tried: what is wrong with it, or which of its own tests fail and what it would change. */
export type Tried =
  | { readonly kind: 'faulty'; readonly faults: readonly Fault[] }
  | { readonly kind: 'tried'; readonly failures: readonly string[]; readonly preview: Preview };

/** A pack to try beside the one that is in force, both as their files are. */
export type TryOrder = { readonly text: string; readonly inForce: string };

/** Of posts that would move so many are listed on each side. */
const MOST_MOVED = 100;

/** Reads a pack, runs its own tests, and weighs the stored posts by it. Takes seconds: not for a thread that others wait for. */
export function tryPack(
  store: Store,
  { text, inForce }: TryOrder,
  tell: (read: number, of: number) => void,
): Tried {
  const reading = parseRules(text);
  if (reading.kind === 'faulty') return reading;
  const failures = testRules(reading.rules)
    .broken.filter(({ kind }) => kind === 'failure')
    .map(({ say }) => say);
  const packs = { next: reading.rules, inForce: packOf(inForce) ?? reading.rules.source };
  return { kind: 'tried', failures, preview: previewRules(store, packs, { tell, most: MOST_MOVED }) };
}

function packOf(text: string): Pack | undefined {
  const reading = rulesOfText(text);
  return reading.kind === 'rules' ? reading.rules.source : undefined;
}

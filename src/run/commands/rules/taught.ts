import { type Taught, switchTaught, taughtBy } from '../../../learn/taught.ts';
import type { Store } from '../../../store/open.ts';

type Asked = { readonly asJson: boolean; readonly on: boolean | undefined; readonly now: number };

/** `rules taught`: what decisions taught, and after `--off` or `--on` what is so now. */
export function sayTaught(store: Store, { asJson, on, now }: Asked): string {
  if (on !== undefined) switchTaught(store, { on, who: 'command line', now });
  const taught = taughtBy(store);
  return asJson ? `${JSON.stringify(taught)}\n` : textOf(taught);
}

function textOf({ state, decisions, terms, hosts }: Taught): string {
  if (decisions === 0)
    return 'Decisions taught nothing yet: it takes thirty, five of them for and five against.\n';
  const rows = [...terms, ...hosts].map(({ name, points }) => `${points > 0 ? '+' : ''}${points}\t${name}`);
  return `${[`Learnt from ${decisions} decisions; switched ${state}.`, ...rows].join('\n')}\n`;
}

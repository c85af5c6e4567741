import { decidedSoFar, type Taught, switchTaught, taughtBy } from '../../../learn/taught.ts';
import type { Store } from '../../../store/open.ts';

type Asked = { readonly asJson: boolean; readonly on: boolean | undefined; readonly now: number };

/** `rules taught`: what decisions taught, and after `--off` or `--on` what is so now. */
export function sayTaught(store: Store, { asJson, on, now }: Asked): string {
  if (on !== undefined) switchTaught(store, { on, who: 'command line', now });
  const taught = taughtBy(store);
  if (asJson) return `${JSON.stringify(taught)}\n`;
  return taught.decisions === 0 ? nothingYet(decidedSoFar(store)) : textOf(taught);
}

function nothingYet({ accepted, rejected }: ReturnType<typeof decidedSoFar>): string {
  return `Decisions taught nothing yet: it takes thirty, five of them for and five against, and a crawl after them. So far there are ${accepted} for and ${rejected} against.\n`;
}

function textOf({ state, decisions, terms, hosts }: Taught): string {
  const rows = [...terms, ...hosts].map(
    ({ name, usually }) => `${usually > 0 ? '+' : ''}${usually}\t${name}`,
  );
  return `${[`Learnt from ${decisions} decisions; switched ${state}. Points in a text of about a hundred words:`, ...rows].join('\n')}\n`;
}

import { rulesInForce, savePack } from '../../../learn/packs.ts';
import type { TermSuggestion } from '../../../learn/suggest/suggest.ts';
import { keptInShadow, suggestionsFor } from '../../../learn/suggest/suggestions.ts';
import type { Store } from '../../../store/open.ts';

/** `rules suggest`: terms that decisions speak for and no rule looks for, each in context. */
export function saySuggestions(store: Store, rulesFile: string | undefined, asJson: boolean): string {
  const found = suggestionsFor(store, rulesInForce(store, rulesFile));
  if (asJson) return `${JSON.stringify(found)}\n`;
  if (found.length === 0)
    return 'Nothing to suggest: a term must stand in five decided posts of three sources, and tell accepted from rejected ones.\n';
  return `${found.map(textOf).join('\n')}\n`;
}

/**
 * `rules suggest --keep TERM`: puts a suggested term in the rules as a rule in shadow, as a version of them.
 * @throws Failure (`config`) where it was not suggested, or makes no rule.
 */
export function keepSuggestion(
  store: Store,
  rulesFile: string | undefined,
  term: string,
  now: number,
): string {
  const pack = keptInShadow(store, rulesInForce(store, rulesFile), term);
  const note = `“${term}” kept in shadow`;
  const id = savePack(store, { madeAt: now, madeBy: 'command line', note, lost: 0, pack });
  return `Version ${id} is in force: “${term}” is looked for, for no points. “rules report” says how it does, as soon as the next crawl has scored stored posts anew.\n`;
}

function textOf({ term, z, accepted, rejected, sources, contexts }: TermSuggestion): string {
  const head = `${z > 0 ? 'for' : 'against'}\t${term}\t${accepted} accepted, ${rejected} rejected, ${sources} sources, z ${z}`;
  return [head, ...contexts.map((context) => `\t… ${context} …`)].join('\n');
}

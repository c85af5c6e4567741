import { defined } from '../base/defined.ts';
import { startOf } from '../discover/start-of.ts';
import type { Card } from '../model/card.ts';
import type { LoadedSource } from '../rounds/load-sources.ts';
import type { Tools } from '../rounds/tools.ts';
import type { Visited } from '../rounds/visits.ts';

/** What the workshop needs of the tools to read a page as a run would. */
export type Reader = Pick<Tools, 'visits' | 'now'>;

/** Asks for the first page of a source's listing or witness, as a run would. */
export function readFirstPage(
  { visits, now }: Reader,
  loaded: LoadedSource,
  step: 'discover' | 'witness',
): Promise<Visited> {
  const { source, hash } = loaded;
  const strategy = step === 'witness' ? source.witness : source.discover;
  if (strategy === undefined) throw new Error(`${source.id} has no witness`);
  return visits.perform(
    {
      source: source.id,
      adapterHash: hash,
      kind: step === 'witness' ? 'witness' : 'listing',
      url: startOf(source, strategy, now()),
      strategy: strategy.kind,
      pageNumber: 1,
      now: now(),
    },
    loaded,
  );
}

/** Asks for the second page of a source's listing, as a run would. */
export function readNextPage({ visits, now }: Reader, loaded: LoadedSource, url: string): Promise<Visited> {
  const { source, hash } = loaded;
  const of = { source: source.id, adapterHash: hash, strategy: source.discover.kind };
  return visits.perform({ ...of, kind: 'listing', url, pageNumber: 2, now: now() }, loaded);
}

/** Asks for a post of a source, as a run would; `card` is what its listing showed of it. */
export function readArticle(
  { visits, now }: Reader,
  loaded: LoadedSource,
  { url, card }: { readonly url: string; readonly card?: Card },
): Promise<Visited> {
  const { source, hash } = loaded;
  return visits.perform(
    {
      source: source.id,
      adapterHash: hash,
      kind: 'post',
      url,
      strategy: source.discover.kind,
      pageNumber: 1,
      now: now(),
      ...defined({ card }),
    },
    loaded,
  );
}

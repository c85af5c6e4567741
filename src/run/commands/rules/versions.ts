import { Failure } from '../../../base/errors.ts';
import { putBack } from '../../../learn/packs.ts';
import { packInForce, packVersion, packVersions } from '../../../store/packs.ts';
import type { Store } from '../../../store/open.ts';

const MOST_SHOWN = 200;

/** `rules versions`: what was saved, by whom and why, the one in force first. */
export function sayVersions(store: Store, asJson: boolean): string {
  const inForce = packInForce(store);
  const versions = packVersions(store, MOST_SHOWN).map(({ id, madeAt, madeBy, note, lost, pack }) => ({
    ...{ id, madeAt: new Date(madeAt).toISOString(), madeBy, note, lost },
    isFile: pack === null,
    isInForce: id === inForce,
  }));
  if (asJson) return `${JSON.stringify(versions)}\n`;
  if (versions.length === 0) return 'No version was saved: the file is in force.\n';
  const rows = versions.map((one) =>
    [
      `${one.id}${one.isInForce ? ' in force' : ''}`,
      one.madeAt,
      one.madeBy,
      one.isFile ? `${one.note} (the file)` : one.note,
    ].join('\t'),
  );
  return `${rows.join('\n')}\n`;
}

/**
 * `rules restore N` or `rules restore file`: puts a version, or the file, in force.
 * @throws Failure (`config`) where there is no such version.
 */
export function restorePack(store: Store, wanted: string, now: number): string {
  const version = /^[1-9]\d{0,14}$/.test(wanted) ? packVersion(store, Number(wanted)) : undefined;
  if (wanted !== 'file' && version === undefined)
    throw new Failure(
      'config',
      `there is no version "${wanted}" of the rules; "lamplighter rules versions" lists them`,
    );
  const id = putBack(store, version, { madeAt: now, madeBy: 'command line' });
  return `Version ${id} is in force: ${version === undefined ? 'the file' : `what version ${version.id} was`}. Stored posts are scored anew with the next crawl.\n`;
}

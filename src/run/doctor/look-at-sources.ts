import { messageOf } from '../../base/errors.ts';
import type { Settings } from '../../base/settings.ts';
import { findChromium } from '../../fetch/browser/find-chromium.ts';
import { missingPackages } from '../../fetch/browser/missing-packages.ts';
import { amiss, type Condition, well } from '../../model/condition.ts';
import { type LoadedSource, loadSound } from '../../rounds/load-sources.ts';
import { sourceFiles } from '../../rounds/source-files.ts';

/** Every source file that is wrong, and not the first alone; and those that can be used. */
export async function lookAtSourceFiles({
  sourceDirs,
}: Settings): Promise<{ readonly findings: readonly Condition[]; readonly loaded: readonly LoadedSource[] }> {
  const missing: Condition[] = [];
  const folders = sourceDirs.filter((folder) => {
    try {
      sourceFiles(folder);
      return true;
    } catch (error) {
      missing.push(amiss('sources', messageOf(error)));
      return false;
    }
  });
  const { loaded, faults } = await loadSound(folders);
  const findings = [...missing, ...faults.map((fault) => amiss('sources', messageOf(fault)))];
  return {
    loaded,
    findings: findings.length > 0 ? findings : [well('sources', `${loaded.length} sources are sound`)],
  };
}

/** What a browser needs: amiss where a source that is read asks for one, or where the one that was named is not there. */
export async function lookAtChromium(
  { chromiumPath }: Settings,
  loaded: readonly LoadedSource[],
): Promise<Condition> {
  const needing = loaded.flatMap(({ source }) =>
    source.paused === undefined && [source.discover.kind, source.witness?.kind].includes('browser')
      ? [source.id]
      : [],
  );
  const missing = missingPackages();
  if (missing.length > 0)
    return needing.length > 0
      ? amiss(
          'chromium',
          `${needing.join(', ')} cannot be read: what drives a browser is not installed; run "npm install ${missing.join(' ')}"`,
        )
      : well('chromium', 'what drives a browser is not installed, and no source needs one');
  const path = await findChromium(chromiumPath);
  if (path !== undefined) return well('chromium', path);
  const none = `none at ${chromiumPath ?? 'the usual places'}`;
  return chromiumPath !== undefined || needing.length > 0
    ? amiss(
        'chromium',
        `${none}; install one (Debian: apt-get install chromium) or set CHROMIUM_PATH${needing.length > 0 ? `: ${needing.join(', ')} cannot be read` : ''}`,
      )
    : well('chromium', `${none}, and no source needs one`);
}

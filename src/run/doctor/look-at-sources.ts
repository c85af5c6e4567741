import { messageOf } from '../../base/errors.ts';
import type { Settings } from '../../base/settings.ts';
import { findChromium } from '../../fetch/browser/find-chromium.ts';
import { missingPackages } from '../../fetch/browser/missing-packages.ts';
import { amiss, type Condition, well } from '../../model/condition.ts';
import { loadSource } from '../../reading/load-source.ts';
import { type LoadedSource, loadSources } from '../../rounds/load-sources.ts';
import { sourceFiles } from '../../rounds/source-files.ts';

/** Every source file that is wrong, and not the first alone; and those that can be used. */
export async function lookAtSourceFiles({
  sourceDirs,
}: Settings): Promise<{ readonly findings: readonly Condition[]; readonly loaded: readonly LoadedSource[] }> {
  const findings: Condition[] = [];
  const loaded: LoadedSource[] = [];
  for (const folder of sourceDirs)
    try {
      for (const file of sourceFiles(folder))
        await loadSource(file).then(
          (one) => loaded.push(one),
          (error: unknown) => findings.push(amiss('sources', messageOf(error))),
        );
    } catch (error) {
      findings.push(amiss('sources', messageOf(error)));
    }
  if (findings.length === 0)
    // What no file shows alone: two of one id.
    await loadSources(sourceDirs).catch((error: unknown) =>
      findings.push(amiss('sources', messageOf(error))),
    );
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

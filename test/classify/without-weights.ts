import { randomUUID } from 'node:crypto';
import fs, { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packText } from './packs.ts';

/** Does something with a rule pack that asks for the learnt lines, while their weights are those of another version. */
export async function withoutWeights<T>(work: (rulesFile: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'lamplighter-weights-'));
  const rulesFile = join(folder, 'rules.yaml');
  const head = 'version: 1\npack: lines\nlanguage: en\nlines: { wording: 1, telling: 1 }';
  // Never read before, or what was made of it then would be taken.
  writeFileSync(rulesFile, packText({ head: `# ${randomUUID()}\n${head}` }));
  const { readFileSync } = fs;
  const damaged = (...args: Parameters<typeof readFileSync>) =>
    String(args[0]).endsWith('weights.csv')
      ? 'line,term,weight,usual\ntelling,PluperfectTense,1,1\n'
      : readFileSync(...args);
  try {
    Object.assign(fs, { readFileSync: damaged });
    syncBuiltinESMExports();
    return await work(rulesFile);
  } finally {
    Object.assign(fs, { readFileSync });
    syncBuiltinESMExports();
    rmSync(folder, { recursive: true });
  }
}

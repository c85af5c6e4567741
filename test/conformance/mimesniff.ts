import { readFileSync } from 'node:fs';
import path from 'node:path';
import { mediaType } from '../../src/fetch/body/media-type.ts';
import { tally } from './suite-result.ts';
import type { SuiteResult } from './suite-result.ts';

type Row = { readonly input: string; readonly output: string | null };

/** Content-Type headers of the Web Platform Tests: what we read must print as they say. */
export async function run(suitesDir: string): Promise<SuiteResult[]> {
  return ['mime-types.json', 'generated-mime-types.json'].map((file) => {
    const rows = JSON.parse(readFileSync(path.join(suitesDir, 'mimesniff', file), 'utf8')) as (
      | Row
      | string
    )[];
    const cases = rows.filter((row) => typeof row !== 'string');
    const result = tally(`mimesniff/${file}`, cases, ({ input, output }) => ({
      ok: (mediaType(input)?.toString() ?? null) === output,
      name: `${JSON.stringify(input)} gives ${mediaType(input)?.toString()}, not ${output}`,
    }));
    if (file === 'mime-types.json')
      result.notes.push(
        'data-urls.json and base64.json do not apply: data: addresses are refused by the guard',
      );
    return result;
  });
}

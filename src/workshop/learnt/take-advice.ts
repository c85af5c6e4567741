import { readFile, writeFile } from 'node:fs/promises';
import { Failure, messageOf } from '../../base/errors.ts';
import type { Source } from '../../base/source.ts';
import { loadSource, type LoadedSource } from '../../reading/load-source.ts';
import { editSource, type FieldEdits } from '../edit-source.ts';
import { valueText } from '../source-text.ts';
import type { Advice } from './identity.ts';

/**
 * Writes learnt rules into an adapter's file, and not a character besides. Answers those that were written: what only a person can write
 * is left, and so is the text's template where the file reads it by functions of its own.
 * @throws Failure (`config`) where the file could not be read with them; it is left as it was.
 */
export async function takeAdvice(
  { file, source }: Pick<LoadedSource, 'file' | 'source'>,
  advice: readonly Advice[],
): Promise<readonly Advice[]> {
  const taken = advice.filter(({ adds }) => adds !== undefined && isWritable(adds.field, source));
  const edits = editsFor(source, taken);
  const text = await readFile(file, 'utf8');
  const edited = taken.length === 0 ? undefined : editSource(text, edits);
  if (edited === undefined) return [];
  await writeFile(file, edited);
  try {
    await loadSource(file);
  } catch (error) {
    await writeFile(file, text);
    throw new Failure('config', `the learnt rules do not fit it: ${messageOf(error)}`, { file });
  }
  return taken;
}

function isWritable(field: NonNullable<Advice['adds']>['field'], { article }: Source): boolean {
  if (field === 'dropParams' || field === 'keepParams' || field === 'expect') return true;
  return !Object.values(article)
    .flat()
    .some((reader) => typeof reader === 'function');
}

function editsFor(source: Source, taken: readonly Advice[]): FieldEdits {
  const fields: Record<string, unknown> = {};
  let article: Record<string, unknown> = { ...source.article };
  for (const { adds } of taken) {
    if (adds === undefined) continue;
    if ('expect' in adds) fields['expect'] = adds.expect;
    else if ('name' in adds)
      fields[adds.field] = withOne(fields[adds.field] ?? source[adds.field], adds.name);
    else {
      const { field, selector } = adds;
      const value = field === 'drop' ? withOne(article['drop'], selector) : [selector, 'auto'];
      fields['article'] = article = { ...article, [field]: value };
    }
  }
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, valueText(value)]));
}

function withOne(known: unknown, one: string): readonly unknown[] {
  const list: readonly unknown[] = Array.isArray(known) ? known : [];
  return list.includes(one) ? list : [...list, one];
}

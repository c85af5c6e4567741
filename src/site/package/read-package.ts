import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { type Fact, parseCsv, unguarded } from '../../base/csv.ts';
import { Failure, messageOf } from '../../base/errors.ts';
import { TABLES } from './package-tables.ts';

const DescriptorSchema = z.object({
  // Packages from before catalogues had one have none.
  id: z
    .string()
    .regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, 'must be a UUID in lower case')
    .optional(),
  resources: z.array(
    z.object({ name: z.string(), path: z.string().regex(/^[\w-]+\.csv$/), hash: z.string() }),
  ),
});

/** A row of a table, and where it stands: `line` counts the rows of the file from 1, its header being the first. */
export type PackageRow = { readonly cells: Fact; readonly file: string; readonly line: number };

/** A data package as it was read. `id` is the UUID of the catalogue that wrote it, if it says so. */
export type ReadPackage = {
  readonly id: string | undefined;
  readonly tables: ReadonlyMap<string, readonly PackageRow[]>;
};

/** Reads a data package. @throws Failure (`config`) naming the file that is missing, damaged or not what it should be. */
export function readPackage(dir: string): ReadPackage {
  const { id, resources } = readDescriptor(join(dir, 'datapackage.json'));
  return {
    id,
    tables: new Map(resources.map(({ name, path, hash }) => [name, readTable(name, join(dir, path), hash)])),
  };
}

function readDescriptor(file: string): z.infer<typeof DescriptorSchema> {
  const parsed = DescriptorSchema.safeParse(parseJson(readText(file), file));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Failure('config', `is no data package of a catalogue: ${issue?.message ?? ''}`, {
    file,
    field: issue?.path.join('.') ?? '',
  });
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Failure('config', `is not JSON (${messageOf(error)})`, { file }, { cause: error });
  }
}

function readTable(name: string, file: string, hash: string): PackageRow[] {
  const body = readText(file);
  const found = `sha256:${createHash('sha256').update(body).digest('hex')}`;
  if (found !== hash)
    throw new Failure('config', 'was changed or damaged after it was exported: its hash is another', {
      file,
    });
  const rows = parseCsv(body).map((cells, at) => ({ cells, file, line: at + 2 }));
  const known = TABLES.find((table) => table.name === name);
  const missing = known?.columns.find((column) => column.required === true && !hasColumn(rows, column.name));
  if (missing !== undefined)
    throw new Failure('config', `has no column "${missing.name}"`, { file, field: missing.name });
  return rows;
}

function hasColumn([first]: readonly PackageRow[], name: string): boolean {
  return first === undefined || Object.hasOwn(first.cells, name);
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new Failure('config', `cannot be read (${messageOf(error)})`, { file }, { cause: error });
  }
}

/** What is wrong with a cell, told with its file, row and field. */
export function badCell({ file, line }: PackageRow, field: string, say: string): Failure {
  return new Failure('config', `row ${line}: ${say}`, { file, field });
}

export function textIn({ cells }: PackageRow, field: string): string {
  return unguarded(cells[field] ?? '');
}

/** A text that must be there. */
export function wordIn(row: PackageRow, field: string): string {
  const word = textIn(row, field);
  if (word === '') throw badCell(row, field, 'is empty, and must not be');
  return word;
}

/** One of a few words. */
export function oneIn<T extends string>(row: PackageRow, field: string, among: readonly T[]): T {
  const word = textIn(row, field);
  const known = among.find((one) => one === word);
  if (known === undefined) throw badCell(row, field, `"${word}" is none of ${among.join(', ')}`);
  return known;
}

export function listIn(row: PackageRow, field: string): string[] {
  return textIn(row, field)
    .split(';')
    .filter((part) => part !== '');
}

export function numberIn(row: PackageRow, field: string): number {
  const value = Number(row.cells[field] || Number.NaN);
  if (!Number.isSafeInteger(value))
    throw badCell(row, field, `"${row.cells[field] ?? ''}" is not a whole number`);
  return value;
}

/** A time in Unix ms. */
export function timeIn(row: PackageRow, field: string): number {
  const at = Date.parse(row.cells[field] ?? '');
  if (!Number.isFinite(at)) throw badCell(row, field, `"${row.cells[field] ?? ''}" is not a time`);
  return at;
}

export function timeOrNull(row: PackageRow, field: string): number | null {
  return (row.cells[field] ?? '') === '' ? null : timeIn(row, field);
}

/** What `read` makes of a cell that holds JSON. */
export function jsonIn<T>(row: PackageRow, field: string, read: (text: string) => T): T {
  try {
    return read(textIn(row, field));
  } catch (error) {
    throw badCell(row, field, messageOf(error));
  }
}

// `node test/store/write-schema.ts`, after a migration was added: writes src/store/schema.sql anew.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';

const STORE = new URL('../../src/store/', import.meta.url);

/** The rows that a new store has; its catalogue's name is its own. */
const ROWS = `insert into search_mark values (1, 0);
insert into digest_mark values (1, 0);
insert into catalogue_change values (1, lower(
  hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-8' || substr(hex(randomblob(2)), 2)
  || '-' || hex(randomblob(6))));
`;

/** A store in memory as the migrations make it, one after the other. */
export function migrated(): DatabaseSync {
  const db = new DatabaseSync(':memory:');
  const folder = new URL('migrations/', STORE);
  for (const file of readdirSync(folder).toSorted()) db.exec(readFileSync(new URL(file, folder), 'utf8'));
  return db;
}

/** The tables, indices, triggers and views of a store as SQL, in the order in which they were made. */
export function schemaOf(db: Pick<DatabaseSync, 'prepare'>): string {
  const made = db
    .prepare(
      `select name, sql from sqlite_master where sql is not null and name not like 'sqlite~_%' escape '~'`,
    )
    .all()
    .map(({ name, sql }) => ({ name: String(name), sql: String(sql) }));
  const searched = made.filter(({ sql }) => /^create virtual table/i.test(sql)).map(({ name }) => name);
  // A virtual table makes its own.
  const own = made.filter(({ name }) => !searched.some((table) => name.startsWith(`${table}_`)));
  return own.map(({ sql }) => `${sql};\n`).join('\n');
}

/** The file that a new store begins with. */
export function schemaFile(db: DatabaseSync): string {
  const say =
    '-- What a new store begins with: what the migrations make, in one piece. Written by `node test/store/write-schema.ts`.\n\n';
  return `${say}${schemaOf(db)}\n${ROWS}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  writeFileSync(new URL('schema.sql', STORE), schemaFile(migrated()));

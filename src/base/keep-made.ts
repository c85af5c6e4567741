import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { COMPILE_CACHE } from './code-beside.ts';

/** So many of a kind stay: those of tests and of drafts that were saved come and go. */
const MOST_KEPT = 6;

/**
 * What `make` makes of a text, from the file where an earlier process left it, or made now and left for the next: reading YAML takes
 * half a second of each process's start. It must be plain data (what a thread can send to another). It is made anew when the text, a file
 * in the `code` folder or one of these here changed. Lies beside the compiled code; where the project cannot be written to, or what lies there cannot
 * be read, it is made each time.
 */
export function keepMade<T>(kind: string, text: string, code: string, make: () => T): T {
  const name = nameOf(kind, text, code);
  const { made = leave(kind, name, make()) }: { made?: T } = readKept(name) ?? {};
  return made;
}

/** As `keepMade`, where making takes its time. What `make` throws is thrown, and nothing is kept. */
export async function keepMadeLater<T>(
  kind: string,
  text: string,
  code: string,
  make: () => Promise<T>,
): Promise<T> {
  const name = nameOf(kind, text, code);
  const { made = leave(kind, name, await make()) }: { made?: T } = readKept(name) ?? {};
  return made;
}

function nameOf(kind: string, text: string, code: string): string {
  return `${kind}-${keyOf(text, code)}.v8`;
}

function leave<T>(kind: string, name: string, made: T): T {
  keepFile(COMPILE_CACHE, name, serialize({ made }));
  dropOlder(kind);
  return made;
}

/** Keeps a file under a name that says what it was made of; false where the folder cannot be written to. */
export function keepFile(folder: string, name: string, content: string | Buffer): boolean {
  const kept = join(folder, name);
  // Written beside and renamed, so that a second process never reads half of it.
  const fresh = `${kept}.${process.pid}`;
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(fresh, content);
    renameSync(fresh, kept);
    return true;
  } catch {
    return false;
  }
}

/** As with compiled code, whoever may write there is believed. */
function readKept(name: string): ReturnType<typeof deserialize> {
  try {
    return deserialize(readFileSync(join(COMPILE_CACHE, name)));
  } catch {
    return undefined;
  }
}

function dropOlder(kind: string): void {
  try {
    const kept = readdirSync(COMPILE_CACHE)
      .filter((name) => name.startsWith(`${kind}-`))
      .map((name) => join(COMPILE_CACHE, name))
      .map((file) => ({ file, at: statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0 }))
      .sort((one, other) => other.at - one.at);
    for (const { file } of kept.slice(MOST_KEPT)) rmSync(file, { force: true });
  } catch {
    // There is no such folder, or what lies there is another's.
  }
}

function keyOf(text: string, code: string): string {
  const hash = createHash('sha256').update(`${process.versions.v8}\n${text}`);
  for (const folder of [code, import.meta.dirname])
    for (const file of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      if (!file.isFile()) continue;
      const { size, mtimeMs } = statSync(join(file.parentPath, file.name));
      hash.update(`\n${file.name} ${size} ${mtimeMs}`);
    }
  return hash.digest('hex').slice(0, 24);
}

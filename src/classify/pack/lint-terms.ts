import { exceptionsOf } from './compile.ts';
import { expandTerms } from './lists.ts';
import type { Pack } from './pack.ts';
import type { DataPath } from './read-pack.ts';
import type { Exceptions } from './compile-terms.ts';
import { formsOf } from '../stems.ts';
import { readTerm, type TermPart } from './terms.ts';

/** One thing that is wrong, before its line is known. */
export type Finding = { readonly say: string; readonly path: DataPath };

/** What is wrong with a list of terms at a path; `within` names the list it is, if it is one. */
export function lintTerms(
  terms: readonly string[],
  path: DataPath,
  pack: Pack,
  within: readonly string[] = [],
): Finding[] {
  const seen = new Map<string, string>();
  const exceptions = exceptionsOf(pack);
  return terms.flatMap((term, at) => {
    const say = term.startsWith('@') ? lintReference(term, pack, within) : lintTerm(term, exceptions, seen);
    return say === null ? [] : [{ say, path: [...path, at] }];
  });
}

function lintReference(term: string, pack: Pack, within: readonly string[]): string | null {
  const expansion = expandTerms([term], pack.lists, within);
  return expansion.kind === 'fault' ? expansion.say : null;
}

function lintTerm(term: string, exceptions: Exceptions, seen: Map<string, string>): string | null {
  const reading = readTerm(term);
  if (reading.kind === 'fault') return `"${term}" ${reading.say}`;
  const key = JSON.stringify(reading.parts);
  const twin = seen.get(key);
  seen.set(key, term);
  if (twin !== undefined)
    return `"${term}" is here twice${twin === term ? '' : `, the first time as "${twin}"`}`;
  const empty = reading.parts.find((part) => isEmpty(part, exceptions));
  return empty === undefined ? null : `"${term}" can match nothing: "exceptions" leave no form of its stem`;
}

function isEmpty(part: TermPart, exceptions: Exceptions): boolean {
  return part.kind === 'stem' && formsOf(part.stem, exceptions.get(part.stem)).length === 0;
}

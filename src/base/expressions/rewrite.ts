import { types } from 'node:util';
import { createContext, Script } from 'node:vm';
import { Failure } from '../errors.ts';
import { speedOf, WHAT_TO_DO } from './speed.ts';

/** An address that is longer keeps its spelling: what is one step for each pair of its characters takes a few ms (UTF-16 units). */
const LONGEST = 2048;
/** For one address: a thousand times what any that is meant well takes (ms). */
const PATIENCE_MS = 1000;

/** One rewriting of the spelling of addresses. */
export type Rewriting = { readonly from: RegExp; readonly to: string };

/**
 * The text with what `from` finds in it replaced.
 * @throws Failure (`config`) where that takes more than so long (a second), naming the expression and the text.
 */
export function rewrite(text: string, { from, to }: Rewriting, patienceMs = PATIENCE_MS): string {
  if (text.length > LONGEST) return text;
  if (speedOf(from) === 'plain') return text.replace(from, to);
  place.ask = () => text.replace(from, to);
  try {
    ASK.runInContext(PLACE, { timeout: patienceMs });
    return place.answer;
  } catch (error) {
    if (!isTimeout(error)) throw error;
    throw new Failure('config', `${String(from)} finds no end on “${text.slice(0, 200)}”. ${WHAT_TO_DO}`);
  }
}

// Only a script can be interrupted, but it can in the middle of an expression.
const ASK = new Script('answer = ask()');
const place = { ask: () => '', answer: '' };
const PLACE = createContext(place);

/** It is an error of the script's own realm, and so no instance of ours. */
function isTimeout(error: unknown): boolean {
  return types.isNativeError(error) && 'code' in error && error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT';
}

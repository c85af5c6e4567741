import { type ChildNode, type Document, isTag } from 'domhandler';
import { elementOf, hold } from './hold.ts';

/** What stands at the top of a page, and holds all else of it. */
const FRAME = ['html', 'head', 'body'];
/** So few nodes beside each other that stand in nothing are left there: the shorter a fragment is, the more its tree is what was written. */
const FEW = 500;

/**
 * Puts what stands in nothing into a body, as browsers do, where it is much: css-select looks for each element at the top of a page among all
 * of them, which takes the square of their number.
 */
export function looseInBody(document: Document): void {
  if (document.children.length <= FEW) return;
  const frame = new Set(
    FRAME.map((name) => document.children.find((node) => isTag(node) && node.name === name)),
  );
  const runs: ChildNode[][] = [[]];
  for (const node of document.children)
    if (isTag(node) && frame.has(node)) runs.push([node], []);
    else runs.at(-1)?.push(node);
  hold(
    document,
    runs.flatMap((run) => (run.length > FEW ? [elementOf('body', run)] : run)),
  );
}

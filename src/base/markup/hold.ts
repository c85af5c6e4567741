import { type ChildNode, Element, type ParentNode } from 'domhandler';

/** A new element that holds these nodes; whatever held them before must be given others. */
export function elementOf(name: string, children: readonly ChildNode[]): Element {
  const element = new Element(name, {});
  hold(element, children);
  return element;
}

/** Makes these the children of a node, in their order. */
export function hold(parent: ParentNode, children: readonly ChildNode[]): void {
  parent.children = [...children];
  for (const [at, child] of children.entries()) {
    child.parent = parent;
    child.prev = children[at - 1] ?? null;
    child.next = children[at + 1] ?? null;
  }
}

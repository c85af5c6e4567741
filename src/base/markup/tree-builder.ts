import { type ChildNode, Document, Element, type ParentNode, Text } from 'domhandler';

export type Attributes = Record<string, string>;

/** Elements below this depth are laid flat into it, so that no walk of ours or of a library can exhaust the stack. */
const DEEPEST = 250;
/** Beyond this a page is an attack, and is read no further. */
const GIVE_UP = 2000;
/** Few pages are deeper; what is deeper is counted by its name, so that what closes nothing is not looked for among all of it. */
const SHALLOW = 64;

/** Links that nothing closes but the end of what they stand in. */
const unclosed = new WeakSet<Element>();

/** Whether a link was never closed, so that it holds whatever follows. */
export function isUnclosed(link: Element): boolean {
  return unclosed.has(link);
}

/**
 * Builds a tree out of what opens, closes and is said. A list that grows from nothing gets room for seventeen, and most elements hold
 * one node: they are given a list of one, and those with more a copy without the room once they are closed.
 */
export class TreeBuilder {
  readonly root = new Document([]);
  /** Names of the open elements, those too that are laid flat; the innermost last. */
  readonly #open: string[] = [];
  /** How many of a name are open below `SHALLOW`. */
  readonly #deep = new Map<string, number>();
  /** The innermost open element that is in the tree. */
  #parent: ParentNode = this.root;
  /** The text that more text joins. */
  #text: Text | undefined;

  /** Name of the innermost open element, or undefined. */
  get innermost(): string | undefined {
    return this.#open.at(-1);
  }

  get isTooDeep(): boolean {
    return this.#open.length > GIVE_UP;
  }

  open(name: string, attributes: Attributes): void {
    this.#open.push(name);
    if (this.#open.length > SHALLOW) this.#count(name, 1);
    if (this.#open.length > DEEPEST) return;
    const element = new Element(name, attributes);
    this.#add(element);
    this.#parent = element;
  }

  /** Closes the innermost element; `isImplied` where no end tag says so. */
  close(isImplied: boolean): void {
    const name = this.#open.pop() ?? '';
    if (this.#open.length >= SHALLOW) this.#count(name, -1);
    if (this.#open.length >= DEEPEST) return;
    this.#text = undefined;
    const closed = this.#parent;
    if (closed.children.length > 1) closed.children = closed.children.slice();
    if (isImplied && name === 'a' && closed instanceof Element) unclosed.add(closed);
    this.#parent = closed.parent ?? this.root;
  }

  /** Closes the innermost element of that name, and what is open within it. Answers false where there is none. */
  closeTo(name: string): boolean {
    const isDeep = (this.#deep.get(name) ?? 0) > 0;
    const at = this.#open.lastIndexOf(name, isDeep ? Infinity : SHALLOW - 1);
    if (at === -1) return false;
    while (this.#open.length > at) this.close(this.#open.length > at + 1);
    return true;
  }

  closeAll(): void {
    while (this.#open.length > 0) this.close(true);
  }

  /** Text joins the text before it, whatever was left out between the two. */
  say(text: string): void {
    if (this.#text !== undefined) this.#text.data += text;
    else {
      const node = new Text(text);
      this.#add(node);
      this.#text = node;
    }
  }

  /** Text that is a node of its own. */
  sayApart(text: string): void {
    this.#text = undefined;
    this.say(text);
    this.#text = undefined;
  }

  #count(name: string, more: 1 | -1): void {
    this.#deep.set(name, (this.#deep.get(name) ?? 0) + more);
  }

  #add(node: ChildNode): void {
    const parent = this.#parent;
    const { children } = parent;
    const before = children.at(-1);
    if (before === undefined) parent.children = [node];
    else {
      children.push(node);
      node.prev = before;
      before.next = node;
    }
    node.parent = parent;
    this.#text = undefined;
  }
}

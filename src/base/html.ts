import { DomHandler, type Handler, Parser, type ParserOptions } from 'htmlparser2';

export type HtmlDocument = DomHandler['root'];
export type HtmlNode = HtmlDocument['children'][number];
export type HtmlElement = Extract<HtmlNode, { tagName: string }>;

/** Elements below this depth are laid flat into it, so that no walk of ours or of a library can exhaust the stack. */
const DEEPEST = 250;
/** The parser's own work grows with the square of the depth: beyond this a page is an attack, and is read no further. */
const GIVE_UP = 2000;
const CHUNK = 32_768;

/** Parses a page or a fragment into a tree that is at most 250 elements deep. Never throws, whatever the text; comments are left out. */
export function parseHtml(html: string): HtmlDocument {
  return parse(html, {});
}

/** Parses a feed or another XML text in the same way, however ill-formed. Entities of its own making are not known. */
export function parseXml(xml: string): HtmlDocument {
  return parse(xml, { xmlMode: true });
}

/**
 * Builds the tree in half the memory, which is most of what building costs. A list that grows from nothing gets room for seventeen, and
 * most elements hold one node: they are given a list of one, and those with more a copy without the room once they are closed.
 */
class CloseHandler extends DomHandler {
  protected override addNode(node: HtmlNode): void {
    const parent = this.tagStack.at(-1) ?? this.root;
    const before = parent.children.at(-1);
    if (before === undefined) parent.children = [node];
    else {
      parent.children.push(node);
      node.prev = before;
      before.next = node;
    }
    node.parent = parent;
    this.lastNode = null;
  }

  leaveOpen(): void {
    const link = this.tagStack.at(-1);
    if (link !== undefined && 'attribs' in link && link.name === 'a') UNCLOSED.add(link);
  }

  override onclosetag(): void {
    const closed = this.tagStack.at(-1) ?? this.root;
    super.onclosetag();
    if (closed.children.length > 1) closed.children = closed.children.slice();
  }
}

/** Links that nothing closes but the end of what they stand in. */
const UNCLOSED = new WeakSet<HtmlElement>();

/** Whether a link was never closed, so that it holds whatever follows. */
export function isUnclosed(link: HtmlElement): boolean {
  return UNCLOSED.has(link);
}

function parse(text: string, options: ParserOptions): HtmlDocument {
  const dom = new CloseHandler();
  const open = { depth: 0 };
  const handler: Partial<Handler> = {
    onparserinit: (started) => dom.onparserinit(started),
    onopentag: (name, attributes) => {
      open.depth += 1;
      if (open.depth <= DEEPEST) dom.onopentag(name, attributes);
    },
    onclosetag: (name, implied) => {
      if (implied && name === 'a') dom.leaveOpen();
      if (open.depth <= DEEPEST) dom.onclosetag();
      open.depth -= 1;
    },
    ontext: (text) => dom.ontext(text),
    onend: () => dom.onend(),
  };
  const parser = new Parser(handler, options);
  for (let at = 0; at < text.length; at += CHUNK) {
    if (open.depth > GIVE_UP) break;
    parser.write(text.slice(at, at + CHUNK));
  }
  parser.end();
  return dom.root;
}

export function isElement(node: HtmlNode): node is HtmlElement {
  return 'attribs' in node;
}

/** Comments and instructions are not kept by `parseHtml`, so whatever carries data is text. */
export function isText(node: HtmlNode): node is Extract<HtmlNode, { data: string }> {
  return 'data' in node;
}

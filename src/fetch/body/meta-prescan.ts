// Sticky: a tag is read from left to right, each attribute once; the first of a name counts.
const ATTRIBUTE = /[\s/]*([^\s/>=][^\s/>=]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"'][^\s>]*)?))?/y;
/**
 * The encoding that an HTML page declares in a `meta` of its first bytes, by the WHATWG's prescan (HTML, 13.2.3.2):
 * comments are skipped, the first declaration wins, and UTF-16 means UTF-8 since the bytes were readable as ASCII.
 * `head` is those bytes as Latin-1; a label that `known` makes no encoding of is passed over for the next.
 */
export function metaCharset(head: string, known: (label: string) => string | undefined): string | undefined {
  for (let at = head.indexOf('<'); at !== -1; at = head.indexOf('<', at)) {
    if (head.startsWith('<!--', at)) {
      const end = head.indexOf('-->', at + 2);
      if (end === -1) return undefined;
      at = end + 3;
    } else if (/^<meta[\s/]/i.test(head.slice(at, at + 6))) {
      const { attributes, end } = readAttributes(head, at + 5);
      const label = declared(attributes);
      const charset = label === undefined ? undefined : known(label);
      if (charset !== undefined) return charset;
      at = end;
    } else if (/^<\/?[a-z]/i.test(head.slice(at, at + 3))) {
      at = readAttributes(head, at + 1).end;
    } else {
      at += 1;
    }
  }
  return undefined;
}

function declared(attributes: ReadonlyMap<string, string>): string | undefined {
  const charset = attributes.get('charset');
  if (charset !== undefined) return asciiReadable(charset);
  if (attributes.get('http-equiv')?.toLowerCase() !== 'content-type') return undefined;
  const found = /charset\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s;"']+))/i.exec(attributes.get('content') ?? '');
  const label = found?.[1] ?? found?.[2] ?? found?.[3];
  return label === undefined ? undefined : asciiReadable(label);
}

function asciiReadable(label: string): string {
  const name = label.trim().toLowerCase();
  if (/^utf-?16/.test(name)) return 'utf-8';
  return name === 'x-user-defined' ? 'windows-1252' : name;
}

type Attributes = { readonly attributes: ReadonlyMap<string, string>; readonly end: number };

function readAttributes(head: string, from: number): Attributes {
  const attributes = new Map<string, string>();
  let end = from;
  for (;;) {
    ATTRIBUTE.lastIndex = end;
    const match = ATTRIBUTE.exec(head);
    if (match === null) return { attributes, end: Math.max(end, from) };
    const name = (match[1] ?? '').toLowerCase();
    if (!attributes.has(name)) attributes.set(name, match[2] ?? match[3] ?? match[4] ?? '');
    end = ATTRIBUTE.lastIndex;
  }
}

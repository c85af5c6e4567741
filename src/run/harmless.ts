// What a terminal obeys in place of showing: C0 but for tab and line feed, DEL, C1; and the marks that turn text round, by which
// a title could look like another.
const OBEYED =
  // oxlint-disable-next-line no-control-regex -- these are what is looked for
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/**
 * A stream to which text goes that holds nothing a terminal would obey: titles and errors are strangers' words. Each such
 * character is written as `\u001b`, which in JSON means the same character.
 */
export function harmless(stream: NodeJS.WritableStream): NodeJS.WritableStream {
  return new Proxy(stream, {
    get: (target, name) => {
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== 'function') return value;
      if (name !== 'write' && name !== 'end') return value.bind(target);
      return (chunk: unknown, ...more: unknown[]): unknown =>
        Reflect.apply(value, target, [typeof chunk === 'string' ? shown(chunk) : chunk, ...more]);
    },
  });
}

function shown(text: string): string {
  return text.replaceAll(OBEYED, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** One line of JSON Lines: its number from 1, its length as text (UTF-16 units), and its value or why it has none. */
export type JsonLine = { readonly line: number; readonly length: number } & (
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'bad'; readonly why: string }
);

/** A page of 5 MB of which each character is escaped (UTF-16 units). */
const LONGEST_LINE = 32 * 1024 * 1024;

/**
 * Reads JSON Lines as they come. Blank lines are skipped and counted; a bad line is reported and the rest goes on.
 * Only `\n` ends a line: readline also splits at U+2028, which JSON allows within a string.
 */
export async function* readJsonLines(input: AsyncIterable<string | Uint8Array>): AsyncGenerator<JsonLine> {
  let number = 0;
  for await (const line of linesOf(input)) {
    number += 1;
    if (line === undefined) {
      yield {
        kind: 'bad',
        line: number,
        length: 0,
        why: `is longer than ${LONGEST_LINE / 1024 / 1024} million characters`,
      };
      continue;
    }
    const text = line.trim();
    if (text !== '') yield parseLine(text, number);
  }
}

/** Undefined stands for a line that is too long. */
async function* linesOf(input: AsyncIterable<string | Uint8Array>): AsyncGenerator<string | undefined> {
  const decoder = new TextDecoder();
  const line = lineInParts();
  for await (const chunk of input) {
    const text = typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true });
    let start = 0;
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
      line.add(text.slice(start, end));
      yield line.take();
      start = end + 1;
    }
    line.add(text.slice(start));
  }
  line.add(decoder.decode());
  yield line.take();
}

/** The parts of a line are joined once, so that a line of many chunks takes time linear in its length; those of one that is too long are let go. */
function lineInParts() {
  let parts: string[] = [];
  let length = 0;
  return {
    add: (part: string): void => {
      length += part.length;
      if (length <= LONGEST_LINE) parts.push(part);
      else parts = [];
    },
    take: (): string | undefined => {
      const line = length <= LONGEST_LINE ? parts.join('') : undefined;
      parts = [];
      length = 0;
      return line;
    },
  };
}

function parseLine(text: string, line: number): JsonLine {
  const { length } = text;
  try {
    const value: unknown = JSON.parse(text);
    return { kind: 'value', line, length, value };
  } catch (error) {
    return {
      kind: 'bad',
      line,
      length,
      why: `is not JSON (${error instanceof Error ? error.message.slice(0, 120) : 'unreadable'})`,
    };
  }
}

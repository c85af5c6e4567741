/** One line of JSON Lines: its number from 1, and its value or why it has none. */
export type JsonLine =
  | { readonly kind: 'value'; readonly line: number; readonly value: unknown }
  | { readonly kind: 'bad'; readonly line: number; readonly why: string };

/**
 * Reads JSON Lines as they come. Blank lines are skipped and counted; a bad line is reported and the rest goes on.
 * Only `\n` ends a line: readline also splits at U+2028, which JSON allows within a string.
 */
export async function* readJsonLines(input: AsyncIterable<string | Uint8Array>): AsyncGenerator<JsonLine> {
  let number = 0;
  for await (const line of linesOf(input)) {
    number += 1;
    const text = line.trim();
    if (text !== '') yield parseLine(text, number);
  }
}

async function* linesOf(input: AsyncIterable<string | Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  // The parts of a line are joined once, so that a line of many chunks takes time linear in its length.
  let parts: string[] = [];
  for await (const chunk of input) {
    const text = typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true });
    let start = 0;
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
      parts.push(text.slice(start, end));
      yield parts.join('');
      parts = [];
      start = end + 1;
    }
    parts.push(text.slice(start));
  }
  parts.push(decoder.decode());
  yield parts.join('');
}

function parseLine(text: string, line: number): JsonLine {
  try {
    const value: unknown = JSON.parse(text);
    return { kind: 'value', line, value };
  } catch (error) {
    return {
      kind: 'bad',
      line,
      why: `is not JSON (${error instanceof Error ? error.message.slice(0, 120) : 'unreadable'})`,
    };
  }
}

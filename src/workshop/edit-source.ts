/** A change of a source file's definition: the text of the value that a field shall have, or undefined for a field that shall go. */
export type FieldEdits = Readonly<Record<string, string | undefined>>;

/** In this order new fields take their place. */
const ORDER =
  'id name publisher home licence timeZone owner hosts urlRules dropParams keepParams cadence dates discover witness article expect keep empty paused'.split(
    ' ',
  );

/**
 * A source file with some fields of its definition changed, and not a character besides. Undefined where the file does not give its
 * definition as one object to `defineSource`.
 */
export function editSource(text: string, edits: FieldEdits): string | undefined {
  let edited = text;
  for (const [name, value] of Object.entries(edits)) {
    const fields = fieldsOf(edited);
    if (fields === undefined) return undefined;
    edited = editOne(edited, fields, name, value);
  }
  return edited;
}

/** Where a field stands: from the start of its name to the end of its value, a comma not included. */
type Field = { readonly name: string; readonly start: number; readonly value: number; readonly end: number };

function editOne(text: string, fields: readonly Field[], name: string, value: string | undefined): string {
  const old = fields.find((field) => field.name === name);
  if (old !== undefined && value !== undefined) return text.slice(0, old.value) + value + text.slice(old.end);
  if (old !== undefined) {
    const from = text.lastIndexOf('\n', old.start);
    return text.slice(0, from) + text.slice(old.end).replace(/^\s*,/, '');
  }
  const place = ORDER.indexOf(name);
  const before = fields.findLast((field) => ORDER.indexOf(field.name) < place);
  if (before === undefined || value === undefined) return text;
  const indent = /[ \t]*$/.exec(text.slice(0, before.start))?.[0] ?? '  ';
  return `${text.slice(0, before.end)},\n${indent}${name}: ${value}${text.slice(before.end)}`;
}

function fieldsOf(text: string): Field[] | undefined {
  const opened = /\bdefineSource\(\s*\{/.exec(text);
  if (opened === null) return undefined;
  const fields: Field[] = [];
  let at = opened.index + opened[0].length;
  for (;;) {
    at = afterSpace(text, at);
    const name = /^[A-Za-z]\w*/.exec(text.slice(at, at + 40))?.[0];
    if (name === undefined) return text[at] === '}' ? fields : undefined;
    const colon = afterSpace(text, at + name.length);
    if (text[colon] !== ':') return undefined;
    const value = afterSpace(text, colon + 1);
    const end = valueEnd(text, value);
    if (end === undefined) return undefined;
    fields.push({ name, start: at, value, end });
    at = text[end] === ',' ? end + 1 : end;
  }
}

/** Past white space and comments. */
function afterSpace(text: string, from: number): number {
  const skipped = /^(?:\s|\/\*[\s\S]*?\*\/|\/\/[^\n]*)*/.exec(text.slice(from))?.[0].length ?? 0;
  return from + skipped;
}

/** Where an expression ends: at the comma or the brace of its object. */
function valueEnd(text: string, from: number): number | undefined {
  let depth = 0;
  let last = '(';
  for (let at = from; at < text.length;) {
    const char = text.charAt(at);
    if (depth === 0 && (char === ',' || char === '}')) return trimmed(text, at);
    if (char === '/' && /[/*]/.test(text.charAt(at + 1))) {
      at = afterSpace(text, at);
      continue;
    }
    const end = literalEnd(text, at, last);
    if (end === undefined) {
      if (/[([{]/.test(char)) depth += 1;
      if (/[)\]}]/.test(char)) depth -= 1;
    }
    if (!/\s/.test(char)) last = char;
    at = end ?? at + 1;
  }
  return undefined;
}

function trimmed(text: string, end: number): number {
  return text.slice(0, end).trimEnd().length;
}

/** Where a string, a template or a regular expression ends that begins here; undefined where none does. */
function literalEnd(text: string, at: number, last: string): number | undefined {
  const char = text.charAt(at);
  const literal = /['"`]/.test(char)
    ? new RegExp(`${char}(?:[^\\\\${char}]|\\\\[\\s\\S])*${char}`, 'y')
    : char === '/' && /[(,:=[!&|?{};>+]/.test(last)
      ? /\/(?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/y
      : undefined;
  if (literal === undefined) return undefined;
  literal.lastIndex = at;
  const found = literal.exec(text);
  return found === null ? undefined : at + found[0].length;
}

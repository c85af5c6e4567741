import { createRequire } from 'node:module';
import type * as Yaml from 'yaml';
import { onceAsked } from '../../base/once-each.ts';
import type * as z from 'zod';
import { type Pack, PackSchema } from './pack.ts';

/** A way to a place in a file of data: keys and indexes from the root. */
export type DataPath = readonly PropertyKey[];

/** Something wrong in a file: what, and where (line and column from 1). */
export type Fault = {
  readonly say: string;
  readonly field: string;
  readonly line: number;
  readonly column: number;
};

/** Makes a fault of the value at a path, or of its key. */
export type FaultAt = (say: string, path: DataPath, shown?: 'value' | 'key') => Fault;

/** A YAML file that was read: its data, or what is wrong with it. `fault` finds the line of a field. */
export type YamlReading<T> =
  | { readonly kind: 'read'; readonly data: T; readonly fault: FaultAt }
  | { readonly kind: 'faulty'; readonly faults: readonly Fault[] };

/** Loaded where there is a file to read: what was made of the usual ones is kept from one process to the next. */
const yaml = onceAsked((): typeof Yaml => createRequire(import.meta.url)('yaml'));

/** Reads the text of a rule pack as far as its shape goes; what it means is `lintPack`'s business. */
export function readPack(text: string): YamlReading<Pack> {
  return readYaml(text, PackSchema);
}

/** Reads YAML by a schema; every fault names its line and column. Duplicate keys, tabs, anchors and aliases are faults. */
export function readYaml<Schema extends z.ZodType>(
  text: string,
  schema: Schema,
): YamlReading<z.output<Schema>> {
  const { LineCounter, parseDocument } = yaml();
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, version: '1.2' });
  const at = (offset: number, say: string, field = ''): Fault => {
    const { line, col } = lines.linePos(offset);
    return { say, field, line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const broken = [...document.errors, ...document.warnings].map((error) =>
    at(error.pos[0], firstLine(error.message)),
  );
  if (broken.length > 0) return { kind: 'faulty', faults: broken };
  const aliases = aliasOffsets(document).map((offset) =>
    at(offset, 'anchors and aliases are not used here; write it out'),
  );
  if (aliases.length > 0) return { kind: 'faulty', faults: aliases };
  const fault: FaultAt = (say, path, shown = 'value') =>
    at(offsetOf(document, path, shown), say, path.map(String).join('.'));
  const parsed = schema.safeParse(document.toJS());
  if (parsed.success) return { kind: 'read', data: parsed.data, fault };
  return { kind: 'faulty', faults: parsed.error.issues.flatMap((issue) => issueFaults(issue, fault)) };
}

function issueFaults(issue: z.core.$ZodIssue, fault: FaultAt): Fault[] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) =>
      fault(`"${key}" is not a key that is known here`, [...issue.path, key], 'key'),
    );
  if (issue.code === 'invalid_union') {
    // The reading that got furthest says best what is wrong with it.
    const deepest = issue.errors.flat().sort((one, other) => other.path.length - one.path.length)[0];
    if (deepest !== undefined)
      return issueFaults({ ...deepest, path: [...issue.path, ...deepest.path] }, fault);
  }
  return [fault(lowerFirst(issue.message), issue.path)];
}

/** Where a path leads, or as far as it leads: a missing key is shown at its parent. */
function offsetOf(document: Yaml.Document, path: DataPath, shown: 'value' | 'key'): number {
  const { isMap, isNode, isScalar } = yaml();
  for (let depth = path.length; depth > 0; depth -= 1) {
    const parent: unknown = depth === 1 ? document.contents : document.getIn(path.slice(0, depth - 1), true);
    const pair = isMap(parent)
      ? parent.items.find((item) => isScalar(item.key) && item.key.value === path[depth - 1])
      : undefined;
    const value: unknown = pair === undefined ? document.getIn(path.slice(0, depth), true) : pair.value;
    // A map or list that is wrong as a whole is best shown where it is named.
    const node = pair !== undefined && (shown === 'key' || !isScalar(value)) ? pair.key : value;
    if (isNode(node) && node.range) return node.range[0];
  }
  return 0;
}

function aliasOffsets(document: Yaml.Document): number[] {
  const { isAlias, visit } = yaml();
  const found: number[] = [];
  visit(document, {
    Node: (_key, node) => {
      if (isAlias(node) || ('anchor' in node && node.anchor !== undefined)) found.push(node.range?.[0] ?? 0);
    },
  });
  return found;
}

function firstLine(message: string): string {
  return lowerFirst(message.split('\n')[0]?.replace(/ at line \d+, column \d+:?$/, '') ?? message);
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

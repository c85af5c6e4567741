import type { ArticleField, ArticleReader, Source } from '../base/source.ts';
import type { Strategy } from '../base/strategies.ts';

/** A source as it will stand in its file, with the story for its header. Every note ends in its mark. */
export type SourceDraft = {
  readonly source: Omit<Source, 'keep' | 'empty'>;
  readonly intro: string;
  readonly history: readonly string[];
  readonly notes: readonly string[];
  readonly breaks: string;
  /** Extensions of files that a listing offers beside posts, as the text of a regular expression. */
  readonly dropFiles?: string;
};

/** Where the kit comes from: imports within the project, or the kit that a file elsewhere is given. */
export type Placing = 'project' | 'outside';

const WIDTH = 108;

/** What a strategy's maker would fill in by itself is left out. */
const DEFAULTS: Readonly<Record<Strategy['kind'], Readonly<Record<string, unknown>>>> = {
  wordpress: { type: 'posts', perPage: 100, maxPages: 20 },
  feed: {},
  sitemap: { maxMaps: 20 },
  listing: { maxPages: 3 },
  browser: { maxPages: 3 },
};
/** Limits stand at the end, as people write them. */
const LAST = new Set(['perPage', 'maxPages', 'maxMaps']);

/** The text of a source file, written as a person would write it. */
export function sourceText(draft: SourceDraft, placing: Placing): string {
  const words = kitWords(draft.source);
  const body = definition(draft);
  const indent = (text: string): string => text.replaceAll(/\n(?=.)/g, '\n  ');
  const code =
    placing === 'project'
      ? [
          "import { defineSource } from '../src/base/source.ts';",
          `import { ${words.join(', ')} } from '../src/base/strategies.ts';`,
          '',
          `export default defineSource(${body});`,
        ]
      : [
          `export default ({ ${['defineSource', ...words].join(', ')} }) =>`,
          `  defineSource(${indent(body)});`,
        ];
  return `${header(draft)}\n${code.join('\n')}\n`;
}

function header({ intro, history, notes, breaks }: SourceDraft): string {
  const lines = [
    ...wrap(intro, ''),
    '',
    'History',
    ...history.flatMap((item) => wrap(item, '- ')),
    '',
    'Notes',
    ...notes.flatMap((item) => wrap(item, item.startsWith('No witness:') ? '' : '- ')),
    '',
    ...wrap(`When it breaks: ${breaks}`, ''),
  ];
  return ['/**', ...lines.map((line) => ` * ${line}`.trimEnd()), ' */'].join('\n');
}

/** Lines of text that cannot end the comment they stand in. */
function wrap(text: string, bullet: string): string[] {
  const lines: string[] = [];
  let line = bullet;
  for (const word of text.replaceAll('*/', '* /').split(' ')) {
    if (line.length + word.length + 1 > WIDTH && line.trim() !== bullet.trim()) {
      lines.push(line.trimEnd());
      line = ' '.repeat(bullet.length);
    }
    line += `${word} `;
  }
  return [...lines, line.trimEnd()];
}

function kitWords({ discover, witness, article }: SourceDraft['source']): string[] {
  const readers = Object.values(article).flat();
  const linked = readers.some((reader) => typeof reader === 'object');
  const kinds = [discover.kind, ...(witness === undefined ? [] : [witness.kind])];
  return [...new Set([...(linked ? ['jsonLd'] : []), ...kinds])].sort();
}

function definition({ source, dropFiles }: SourceDraft): string {
  const { id, name, publisher, home, hosts, urlRules, cadence, dates, discover, witness, article, expect } =
    source;
  const { anchors = false } = source;
  const aliases = hosts.aliases.length === 0 ? '' : `, aliases: ${list(hosts.aliases.map(quote))}`;
  const rules = urlRules.map(({ from, to }) => `{ from: ${String(from)}, to: ${quote(to)} }`);
  const fields = [
    `id: ${quote(id)}`,
    `name: ${quote(name)}`,
    `publisher: ${quote(publisher)}`,
    `home: ${quote(home)}`,
    `hosts: { canonical: ${quote(hosts.canonical)}${aliases} }`,
    ...(rules.length === 0 ? [] : [`urlRules: ${list(rules)}`]),
    ...(anchors ? ['anchors: true'] : []),
    `cadence: { perMonth: ${cadence.perMonth}, quietOkDays: ${cadence.quietOkDays} }`,
    ...(dates === undefined ? [] : [`dates: ${valueText(dates)}`]),
    `discover: ${strategyText(discover)}`,
    ...(witness === undefined ? [] : [`witness: ${strategyText(witness)}`]),
    `article: ${articleText(article)}`,
    ...(expect === undefined ? [] : [`expect: ${valueText(expect)}`]),
    ...(dropFiles === undefined ? [] : [`keep: ({ url }) => !/${dropFiles}/i.test(new URL(url).pathname)`]),
  ];
  return block(fields);
}

export function strategyText(strategy: Strategy): string {
  const { kind, ...fields } = strategy;
  const told = Object.entries(fields).filter(([field, value]) => DEFAULTS[kind][field] !== value);
  const inOrder = told.toSorted(([a], [b]) => Number(LAST.has(a)) - Number(LAST.has(b)));
  const parts = inOrder.map(([field, value]) => `${field}: ${valueText(value)}`);
  const line = `${kind}({ ${parts.join(', ')} })`;
  return line.length <= 90 ? line : `${kind}(${block(parts, 4)})`;
}

export function articleText(article: Source['article']): string {
  const parts = Object.entries(article).map(([field, value]) => `${field}: ${fieldText(value)}`);
  const line = `{ ${parts.join(', ')} }`;
  return line.length <= 90 ? line : block(parts, 4);
}

function fieldText(field: ArticleField | readonly string[]): string {
  const readers: readonly ArticleReader[] = [field].flat();
  const texts = readers.map((reader) =>
    typeof reader === 'string'
      ? quote(reader)
      : 'jsonLd' in reader
        ? `jsonLd(${quote(reader.jsonLd)})`
        : String(reader),
  );
  return texts.length === 1 && !Array.isArray(field) ? (texts[0] ?? '') : list(texts);
}

/** A value of plain data as it is written in a source file. */
export function valueText(value: unknown): string {
  if (typeof value === 'string') return quote(value);
  if (value instanceof RegExp || typeof value === 'number' || typeof value === 'boolean')
    return String(value);
  if (Array.isArray(value)) return list(value.map(valueText));
  const entries = Object.entries(value ?? {}).map(([name, one]) => `${name}: ${valueText(one)}`);
  return `{ ${entries.join(', ')} }`;
}

function block(fields: readonly string[], indent = 2): string {
  const space = ' '.repeat(indent);
  return `{\n${fields.map((field) => `${space}${field},\n`).join('')}${space.slice(2)}}`;
}

export function list(items: readonly string[]): string {
  return `[${items.join(', ')}]`;
}

/** A string as the house writes them: single quotes, or double ones around a single one. */
export function quote(text: string): string {
  const escaped = JSON.stringify(text).slice(1, -1);
  if (text.includes("'") && !text.includes('"')) return `"${escaped}"`;
  return `'${escaped.replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}

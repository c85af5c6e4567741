import { isDeepStrictEqual } from 'node:util';
import type { Source } from '../base/source.ts';
import { editSource, type FieldEdits } from '../workshop/edit-source.ts';
import { articleText, list, quote, strategyText, valueText } from '../workshop/source-text.ts';

const MAKERS = ['browser', 'feed', 'jsonLd', 'listing', 'sitemap', 'wordpress'] as const;

/** A source's file as it will be: only the fields that change are written anew. Undefined where the file is built in another way. */
export function mendedFile(
  text: string,
  {
    before,
    after,
    day,
    why,
  }: { readonly before: Source; readonly after: Source; readonly day: string; readonly why: string },
): string | undefined {
  const edited = editSource(text, editsOf(before, after));
  if (edited === undefined) return undefined;
  return withMakers(withHistory(edited, `- ${day}: mended by "lamplighter sources mend": ${why}. [seen]`));
}

function editsOf(before: Source, after: Source): FieldEdits {
  const texts: Readonly<Record<string, [unknown, unknown, string | undefined]>> = {
    home: [before.home, after.home, quote(after.home)],
    hosts: [before.hosts, after.hosts, hostsText(after.hosts)],
    urlRules: [before.urlRules, after.urlRules, rulesText(after.urlRules)],
    dates: [before.dates, after.dates, after.dates && valueText(after.dates)],
    discover: [before.discover, after.discover, strategyText(after.discover)],
    witness: [before.witness, after.witness, after.witness && strategyText(after.witness)],
    article: [before.article, after.article, articleText(after.article)],
    expect: [before.expect, after.expect, after.expect && valueText(after.expect)],
    ...(before.keep !== undefined && after.keep === undefined ? { keep: [1, 0, undefined] } : {}),
  };
  return Object.fromEntries(
    Object.entries(texts).flatMap(([field, [was, is, written]]) =>
      isDeepStrictEqual(was, is) ? [] : [[field, written]],
    ),
  );
}

function hostsText({ canonical, aliases }: Source['hosts']): string {
  const others = aliases.length === 0 ? '' : `, aliases: ${list(aliases.map(quote))}`;
  return `{ canonical: ${quote(canonical)}${others} }`;
}

function rulesText(rules: Source['urlRules']): string | undefined {
  if (rules.length === 0) return undefined;
  return list(rules.map(({ from, to }) => `{ from: ${String(from)}, to: ${quote(to)} }`));
}

/** A line at the end of the header's History. */
function withHistory(text: string, line: string): string {
  const end = / \*\n \* Notes\b/.exec(text);
  return end === null ? text : `${text.slice(0, end.index)} * ${line}\n${text.slice(end.index)}`;
}

/** The kit's makers that the definition calls, where the file imports them or is given them. */
function withMakers(text: string): string {
  const code = text.slice(text.search(/defineSource\(\s*\{/));
  const used = MAKERS.filter((name) => new RegExp(`\\b${name}\\(`).test(code)).sort();
  return text
    .replace(
      /import \{[^}]*\} from ('[^']*\/base\/strategies\.ts');/,
      `import { ${used.join(', ')} } from $1;`,
    )
    .replace(/\(\{ defineSource[^}]*\}\) =>/, `({ ${['defineSource', ...used].join(', ')} }) =>`);
}

import { Failure } from '../../base/errors.ts';
import { testRules } from '../../classify/pack/expectations.ts';
import type { Fault } from '../../classify/pack/read-pack.ts';
import { DEFAULT_RULES, parseRules, readRulesFile } from '../../classify/rules.ts';
import type { Store } from '../../store/open.ts';
import type { Command } from '../command.ts';
import { subcommand } from '../subcommand.ts';
import { learnWeights } from './rules/learn.ts';
import { sayPreview } from './rules/preview.ts';
import { sayReport } from './rules/report.ts';
import { keepSuggestion, saySuggestions } from './rules/suggest.ts';
import { sayTaught } from './rules/taught.ts';
import { restorePack, sayVersions } from './rules/versions.ts';
import { withStore } from './sources/open.ts';

export const command: Command = {
  name: 'rules',
  summary: 'the rule workshop',
  usage: `
lamplighter rules test [FILE] [--json]

lamplighter rules learn FILE…
lamplighter rules report [--json]
lamplighter rules suggest [--keep TERM] [--json]
lamplighter rules preview FILE [--json]
lamplighter rules taught [--off | --on] [--json]
lamplighter rules versions [--json]
lamplighter rules restore N | file

test checks a rule pack (LAMPLIGHTER_RULES, or the one that comes with Lamplighter) and runs its tests: every rule's "match",
"no_match" and "todo_match", and the whole-post expectations. Faults are named with file, line and column.
Exit code 0: all hold · 1: a test fails · 2: the pack itself is faulty.

learn writes the weights and thresholds of the pack and of the learnt lines anew from labelled posts, JSON Lines of
{id, source, title, label, url?, note?} with the text in "text", "summary" or "html"; the label is case-study,
procurement-other, council-other or other. What a rule looks for, and its sign, stay as the pack says.

report says how each rule does on what reviewers decided: precision with 95 % bounds, corrected for how likely a post was to
be read; lift; accepted posts that only it catches; decisions against it; the weight that decisions propose.

suggest lists terms that tell accepted from rejected posts and that no rule looks for, each in context. --keep saves one of them
as a rule in shadow, with tests made from its snippets: it scores nothing, and "rules report" counts it.

preview says which stored posts another pack would move over the line, accepted ones first. What each post holds is on record, so
only what a rule did not look for before is read again. Exit code 1: an accepted post would be lost.

taught says what reviewers' decisions taught beside the rules: words, tells and sites with their points. --off leaves that out,
until --on puts it back; stored posts are scored anew with the next crawl.

versions lists the packs that were saved on the desk, with who, when and why; the newest is in force, whatever the file says.
restore puts one of them, or the file, in force again, as a new version.`,
  run: async (args, io) => {
    const { stdout, settings } = io;
    const known = ['test', 'learn', 'report', 'suggest', 'preview', 'taught', 'versions', 'restore'];
    const flag = { type: 'boolean' } as const;
    const { name, values, rest } = subcommand('rules', args, known, {
      ...{ json: flag, on: flag, off: flag },
      keep: { type: 'string' },
    });
    const asJson = values['json'] === true;
    if (name === 'learn') {
      if (rest.length === 0) throw new Failure('config', '"rules learn" needs a file of labelled posts');
      stdout.write(`${await learnWeights(rest, settings.rulesFile)}\n`);
      return 0;
    }
    if (name === 'preview') {
      const [file] = rest;
      if (file === undefined) throw new Failure('config', '"rules preview" needs a rule pack to try');
      const packs = { file, inForce: settings.rulesFile };
      return withStore(io, (store) => sayPreview(store, packs, { asJson, ...io }));
    }
    if (name === 'taught') {
      const { on, off } = values;
      if (on === true && off === true)
        throw new Failure('config', '"rules taught" takes --on or --off, not both');
      const wanted = on === true ? true : off === true ? false : undefined;
      stdout.write(await withStore(io, (store) => sayTaught(store, { asJson, on: wanted, now: Date.now() })));
      return 0;
    }
    if (name === 'report' || name === 'suggest' || name === 'versions' || name === 'restore') {
      const keep = typeof values['keep'] === 'string' ? values['keep'] : undefined;
      const asked = { name, asJson, keep, wanted: rest[0] } as const;
      stdout.write(await withStore(io, (store) => sayPart(store, asked, settings.rulesFile)));
      return 0;
    }
    if (rest.length > 1) throw new Failure('config', `"rules test" takes one file, not ${rest.length}`);
    const report = testPack(rest[0] ?? settings.rulesFile ?? DEFAULT_RULES);
    stdout.write(asJson ? `${JSON.stringify(report)}\n` : reportText(report));
    return report.exitCode;
  },
};

type Asked = {
  readonly name: 'report' | 'suggest' | 'versions' | 'restore';
  readonly asJson: boolean;
  readonly keep: string | undefined;
  readonly wanted: string | undefined;
};

/** What a part says that asks nothing but the store. @throws Failure (`config`). */
function sayPart(store: Store, { name, asJson, keep, wanted }: Asked, rulesFile: string | undefined): string {
  switch (name) {
    case 'report':
      return sayReport(store, rulesFile, asJson);
    case 'suggest':
      return keep === undefined
        ? saySuggestions(store, rulesFile, asJson)
        : keepSuggestion(store, rulesFile, keep, Date.now());
    case 'versions':
      return sayVersions(store, asJson);
    default:
      if (wanted === undefined)
        throw new Failure('config', '"rules restore" needs the number of a version, or "file"');
      return restorePack(store, wanted, Date.now());
  }
}

type Report = {
  readonly file: string;
  readonly exitCode: number;
  readonly rules: number;
  readonly checks: number;
  readonly faults: readonly Fault[];
  readonly failures: readonly Fault[];
  /** Tests of things that could not be done yet and now can. */
  readonly todos: readonly Fault[];
};

function testPack(file: string): Report {
  const reading = parseRules(readRulesFile(file));
  const nothing = { file, rules: 0, checks: 0, faults: [], failures: [], todos: [] };
  if (reading.kind === 'faulty') return { ...nothing, exitCode: 2, faults: reading.faults };
  const { rules, faultAt } = reading;
  const { checks, broken } = testRules(rules);
  const placed = (kind: 'failure' | 'todo') =>
    broken.filter((one) => one.kind === kind).map(({ say, path }) => faultAt(say, path));
  const failures = placed('failure');
  return {
    ...nothing,
    rules: rules.source.rules.length,
    checks,
    exitCode: failures.length > 0 ? 1 : 0,
    failures,
    todos: placed('todo'),
  };
}

function reportText(report: Report): string {
  const rows = (kind: string, faults: readonly Fault[]) =>
    faults.map(({ say, field, line, column }) => {
      const where = field === '' || kind !== 'fault' ? '' : `${field}: `;
      return `${report.file}:${line}:${column}: ${kind}: ${where}${say}`;
    });
  const lines = [
    ...rows('fault', report.faults),
    ...rows('failed', report.failures),
    ...rows('note', report.todos),
    summaryText(report),
  ];
  return `${lines.join('\n')}\n`;
}

function summaryText({ file, rules, checks, faults, failures }: Report): string {
  if (faults.length > 0)
    return `${file}: ${faults.length} ${faults.length === 1 ? 'fault' : 'faults'}; nothing was tested`;
  const broken = failures.length === 0 ? 'all hold' : `${failures.length} fail`;
  return `${file}: ${rules} rules, ${checks} checks, ${broken}`;
}

import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseSync, Visitor } from 'oxc-parser';
import { analyse } from 'scslre';
import { expect, it } from 'vitest';

// V8 backtracks: an expression that may take the same character in two ways takes the square of a text's length, or two to its power. Counted
// steps (test/reading/growth.ts) do not show it, for to them an expression is one step.

const ROOT = fileURLToPath(new URL('..', import.meta.url));

const SPACES = 'its text has single spaces (plainText)';
const ADDRESS = 'an address has no more than 8,192 characters';
const OURS = 'what it reads is written here, or by whoever runs this';
const PERSON = 'the command that looks at this page is ended after ten seconds of CPU time';

/** What is found and may stay: the file, how the expression opens, and what bounds its text. */
const BOUNDED: readonly (readonly [file: string, opens: string, why: string])[] = [
  ['src/accounts/argon2.ts', '=+$', OURS],
  ['src/base/expressions/speed.ts', '\\[[^', OURS],
  ['src/base/meta-refresh.ts', '^\\s*(\\d*)', 'it reads an attribute of an element of 1,000 characters'],
  ['src/base/text.ts', '<[^>]*>', 'its text ends with ">", so that each "<" is one of a match'],
  ['src/catalogue/find/vocabulary.ts', '\\S+~', OURS],
  ['src/demo/markup.ts', '\\[(.+?)', OURS],
  ['src/extract/authors/house.ts', '\\s*[|–—·•»:\\p{So}]', SPACES],
  ['src/extract/authors/name.ts', '', 'its text has single spaces, and 1,000 characters'],
  ['src/extract/authors/beside-date.ts', '\\s*[|•·»—–/]', SPACES],
  ['src/extract/dates/written.ts', '\\b\\d{1,2}[:.h]', 'nothing that must follow can fail'],
  ['src/extract/text/contacts.ts', '[\\w.+-]+@', 'its text has 120 characters'],
  ['src/extract/text/noise.ts', '^\\W*(?:\\p{L}{2,9}', 'its text has 40 characters'],
  ['src/extract/titles/title-words.ts', '', 'titles have single spaces, and 2,000 characters (clean)'],
  ['src/fetch/body/meta-prescan.ts', '[\\s/]*', 'it is sticky, and reads 16,384 bytes'],
  ['src/mend/key-rules.ts', '[^/]+', ADDRESS],
  ['src/reading/plain-adapter.ts', '[A-Za-z_]', OURS],
  ['src/reading/read-pdf.ts', '\\s+\\S*$', 'its text has 100 characters'],
  ['src/remote/remote-result.ts', '\\s*\\n', OURS],
  ['src/run/doctor/look-at-settings.ts', '', OURS],
  ['src/site/case-facts-view.ts', '', OURS],
  ['src/store/json-column.ts', '\\s*\\n', OURS],
  ['src/trials/harmless.ts', '', OURS],
  ['src/workshop/edit-source.ts', '', OURS],
  ['src/workshop/lint-source.ts', '', OURS],
  ['src/workshop/name-source.ts', '', PERSON],
  ['src/workshop/slim.ts', '', PERSON],
  ['src/workshop/survey/find-cards.ts', '', ADDRESS],
  ['src/workshop/survey/try-wordpress.ts', '<([^>]+)>', 'all headers of an answer have 16 KB'],
  ['sources/apse-blog.ts', '', ADDRESS],
  ['sources/ashden-news.ts', 'Posted By:', 'it goes on for 60 characters at most'],
];

/** Files that put expressions together as they are loaded … */
const MADE_ON_LOADING = [
  ...['src/base/dates/date-forms.ts', 'src/extract/authors/introduced.ts', 'src/extract/authors/name.ts'],
  'src/extract/authors/person.ts',
  ...['src/extract/authors/guest.ts', 'src/fetch/body/error-page.ts', 'src/review/propose-case-facts.ts'],
];
/** … and those that do so of words or parts of addresses that they are given, with no repetition around them. */
const MADE_OF_WORDS = [
  ...[
    'src/classify/pack/changed-words.ts',
    'src/extract/authors/beside-date.ts',
    'src/learn/suggest/suggest.ts',
  ],
  ...['src/mend/key-rules.ts', 'src/mend/mended-file.ts', 'src/workshop/draft-source.ts'],
  ...['src/workshop/edit-source.ts', 'src/workshop/slim.ts', 'src/workshop/survey/spellings.ts'],
  ...['src/workshop/survey/try-listing.ts', 'src/workshop/survey/try-sitemap.ts'],
];

type Found = { readonly file: string; readonly source: string; readonly flags: string };

type Speed = 'linear' | 'slow' | 'exponential';

function speedOf({ source, flags }: Pick<Found, 'source' | 'flags'>): Speed {
  const { reports } = analyse({ source, flags: flags.replace(/[dy]/g, '') });
  if (reports.length === 0) return 'linear';
  return reports.some(({ exponential }) => exponential) ? 'exponential' : 'slow';
}

/** A slash where an expression may begin: most files have none, and need not be parsed. */
const MAY_BEGIN = /[(=,:?&|!>{[\s]\/(?![/*]).*\//;

function sourceFiles(): readonly string[] {
  return ['src', 'queue', 'sources'].flatMap((folder) =>
    readdirSync(`${ROOT}/${folder}`, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => `${folder}/${name}`),
  );
}

function textOf(file: string): string {
  return readFileSync(`${ROOT}/${file}`, 'utf8');
}

/** Every expression that is written between slashes. */
function literals(): Found[] {
  return sourceFiles().flatMap(literalsOf);
}

function literalsOf(file: string): Found[] {
  const text = textOf(file);
  if (!MAY_BEGIN.test(text.replaceAll(/^\s*(?:\/\/|\/?\*).*$/gm, ''))) return [];
  const found: Found[] = [];
  const visitor = new Visitor({
    Literal: (node) => {
      if ('regex' in node) found.push({ file, source: node.regex.pattern, flags: node.regex.flags });
    },
  });
  visitor.visit(parseSync(file, text).program);
  return found;
}

/** Every expression that a file puts together as it is loaded. */
async function made(files: readonly string[]): Promise<Found[]> {
  const found: Found[] = [];
  const { RegExp: plain } = globalThis;
  for (const file of files) {
    globalThis.RegExp = new Proxy(plain, {
      construct: (target, given: [string, string?]) => {
        found.push({ file, source: given[0], flags: given[1] ?? '' });
        return new target(...given);
      },
    });
    try {
      await import(`${ROOT}/${file}?expressions`);
    } finally {
      globalThis.RegExp = plain;
    }
  }
  return found;
}

it('no regular expression takes the square of a text that a stranger may make long', async () => {
  const all = [...literals(), ...(await made(MADE_ON_LOADING))];
  expect(all.length).toBeGreaterThan(900);
  const slow = all.map((one) => ({ ...one, speed: speedOf(one) })).filter(({ speed }) => speed !== 'linear');
  const reasonOf = ({ file, source }: Found) =>
    BOUNDED.find(([where, opens]) => where === file && source.startsWith(opens));
  // Thirty characters are enough for one that is exponential: no bound is a reason.
  expect(slow.filter((one) => one.speed === 'exponential' || reasonOf(one) === undefined)).toEqual([]);
  // A reason whose expression is gone goes with it.
  expect(BOUNDED.filter((reason) => !slow.some((one) => reasonOf(one) === reason))).toEqual([]);
});

it('every file that puts expressions together is known', () => {
  const makers = sourceFiles().filter((file) => textOf(file).includes('new RegExp('));
  expect(makers.sort()).toEqual([...MADE_ON_LOADING, ...MADE_OF_WORDS].sort());
});

it.each([
  ['two ways to take one character, over and over', '(?:[\\s,-]+|\\sby)+$', 'exponential'],
  ['space before and behind what may be missing', '^by\\s*:?\\s*\\d', 'slow'],
  ['a run that is looked through from each of its characters', '\\s+$', 'slow'],
  ['classes that overlap', '[^\\W]+\\p{L}+\\d', 'slow'],
] as const)('%s is seen', (_, source, speed) => {
  expect(speedOf({ source, flags: 'u' })).toBe(speed);
  expect(speedOf({ source: source.replaceAll(/[*+]/g, '{0,9}'), flags: 'u' })).toBe('linear');
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readRobots, rulesAllow } from '../../src/fetch/robots.ts';
import { anyCharacter } from '../any-character.ts';

/** So many tries in the fast suite, and in the soak. */
const RUNS = { numRuns: process.env['SOAK'] === undefined ? 200 : 20_000 };

type Rule = { readonly allow: boolean; readonly pattern: string };

/** Octets that paths and patterns are made of here: bare, escaped in small and capital letters, beyond ASCII, and the two signs. */
const OCTETS = ['a', 'b', '/', '%61', '%7e', '~', '%2F', '%2f', 'é', '%c3%a9', '%C3%A9', '?', '=', '.'];
const octets = fc.array(fc.constantFrom(...OCTETS), { maxLength: 6 }).map((parts) => `/${parts.join('')}`);
const patterns = fc
  .array(fc.constantFrom(...OCTETS, '*', '$'), { maxLength: 6 })
  .map((parts) => `/${parts.join('')}`);
const rule = fc.record({ allow: fc.boolean(), pattern: patterns });
const rules = fc.array(rule, { maxLength: 6 });
const someRules = fc.array(rule, { minLength: 1, maxLength: 6 });

const lineOf = ({ allow, pattern }: Rule): string => `${allow ? 'Allow' : 'Disallow'}: ${pattern}`;
const fileOf = (all: readonly Rule[], agent = '*'): string =>
  [`User-agent: ${agent}`, ...all.map(lineOf)].join('\n');
const allows = (file: string, path: string): boolean =>
  rulesAllow(readRobots(file, 'Lamplighter'), `https://example.org${path}`);

/** RFC 9309, 2.2.2, word by word and slowly: octets compared after escapes are put in one spelling, `*` any run, a final `$` the end. */
function matches(pattern: string, path: string): boolean {
  if (pattern === '') return true;
  if (pattern === '$') return path === '';
  if (pattern.startsWith('*'))
    return Array.from({ length: path.length + 1 }, (_, at) => at).some((at) =>
      matches(pattern.slice(1), path.slice(at)),
    );
  return path !== '' && pattern[0] === path[0] && matches(pattern.slice(1), path.slice(1));
}

/** One spelling: what need not be escaped is not, all else is, in capitals. */
function spelt(text: string): string {
  return text
    .replaceAll(/[^\u0021-\u007e]/gu, (one) => encodeURIComponent(one))
    .replaceAll(/%[\da-f]{2}/gi, (escape) => {
      const one = String.fromCharCode(Number.parseInt(escape.slice(1), 16));
      return /[\w.~-]/.test(one) ? one : escape.toUpperCase();
    });
}

function oracle(all: readonly Rule[], path: string): boolean {
  const fitting = all.filter(({ pattern }) => {
    const own = spelt(pattern).replaceAll(/\$(?!$)/g, '%24');
    return matches(own, spelt(path));
  });
  const lengthOf = ({ pattern }: Rule): number => spelt(pattern).replaceAll(/\$(?!$)/g, '%24').length;
  const most = Math.max(0, ...fitting.map(lengthOf));
  const best = fitting.filter((rule) => lengthOf(rule) === most);
  return best.length === 0 || best.some(({ allow }) => allow);
}

test('the most octets win, Allow wins a tie, and escapes in any spelling are the same octet', () => {
  fc.assert(
    fc.property(rules, octets, (all, path) => {
      expect(allows(fileOf(all), path)).toBe(oracle(all, path));
    }),
    RUNS,
  );
});

test('neither the order of rules, nor line ends, comments, blank and unknown lines or the case of names make a difference', () => {
  fc.assert(
    fc.property(rules, octets, fc.constantFrom('\n', '\r', '\r\n'), (all, path, end) => {
      const said = allows(fileOf(all), path);
      expect(allows(fileOf(all.toReversed()), path)).toBe(said);
      const noisy = [
        'USER-AGENT : *  # all',
        ...all.flatMap((rule) => [`  ${lineOf(rule).replace('llow', 'LLOW')} # why`, '', 'X-Thing: 1']),
      ];
      expect(allows(noisy.join(end), path)).toBe(said);
    }),
    RUNS,
  );
});

test('groups that name one product count together, and then the group for everybody does not', () => {
  fc.assert(
    // A group without rules shares those of the next.
    fc.property(someRules, rules, rules, octets, (some, others, everybody, path) => {
      const parted = [fileOf(some, 'LampLighter'), fileOf(everybody), fileOf(others, 'lamplighter/2.0')].join(
        '\n\n',
      );
      expect(allows(parted, path)).toBe(oracle([...some, ...others], path));
    }),
    RUNS,
  );
});

test('any text at all is read, and any address is answered; robots.txt itself may always be asked for', () => {
  const texts = fc.oneof(
    fc.string({ unit: anyCharacter, maxLength: 300 }),
    fc
      .array(
        fc.constantFrom(
          'User-agent',
          'Disallow',
          'allow',
          ':',
          ' ',
          '*',
          '$',
          '%',
          '%e',
          '\0',
          '\ud800',
          '\n',
          '\r',
          '#',
          '/',
        ),
        { maxLength: 80 },
      )
      .map((parts) => parts.join('')),
  );
  fc.assert(
    fc.property(texts, fc.string({ unit: anyCharacter }), (file, address) => {
      const read = readRobots(file, 'Lamplighter');
      expect(typeof rulesAllow(read, address)).toBe('boolean');
      expect(rulesAllow(read, 'https://example.org/robots.txt')).toBe(true);
    }),
    RUNS,
  );
});

test('a file of half a megabyte of stars, and one of as many groups, are answered in steps that grow no faster than they', () => {
  const stars = `User-agent: *\n${`Disallow: /${'*a'.repeat(200)}$\n`.repeat(1200)}`;
  expect(allows(stars, `/${'a'.repeat(4000)}b`)).toBe(true);
  const groups = `${'User-agent: x\nDisallow: /\n'.repeat(20_000)}User-agent: *\nDisallow: /a`;
  expect(allows(groups, '/a')).toBe(false);
});

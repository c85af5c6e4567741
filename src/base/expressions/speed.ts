import { createRequire } from 'node:module';
import { keepMade } from '../keep-made.ts';
import { onceEach } from '../once-each.ts';

/**
 * How long a regular expression may take: `plain`, the square of a text at the most; `watched`, more, or so it may be; `endless`, twice as
 * long with each further character.
 */
type Speed = 'plain' | 'watched' | 'endless';

/**
 * How long an expression may take. What repeats nothing, or one thing that is no group, need not be looked into; any other is analysed by
 * scslre, which takes a fifth of a second to load: what it said is kept. It does not see alternatives that begin alike, so that groups
 * with alternatives that are repeated are watched whatever it says. Nor does it count what has an end: `(a{1,3}){1,30}` and thirty times `a?`.
 */
export const speedOf = onceEach((expression: RegExp): Speed => {
  const shape = expression.source
    .replaceAll(/\\[1-9k]/g, '()+')
    .replaceAll(/\\./g, 'x')
    .replaceAll(/\[[^\]]*\]/g, 'x')
    .replaceAll(/\(\?(?:<?[=!]|<\w+>|:)/g, '(');
  const repeatsGroup = /\)(?:[*+]|\{\d)/.test(shape);
  const repeated = shape.match(/[*+]|\{\d+,\}/g) ?? [];
  const slowest = waysOf(shape) > MOST_WAYS ? 'watched' : 'plain';
  if (!repeatsGroup && repeated.length <= 1) return slowest;
  const { source, flags } = expression;
  const found = keepMade('expression', `${flags}/${source}`, import.meta.dirname, () =>
    analysed(source, flags),
  );
  if (found !== 'plain') return found;
  return repeatsGroup && /[|?]|\{\d+,\d/.test(shape) ? 'watched' : slowest;
});

/** In so many ways may be taken what has an end, at each place of a text: `\d{1,2}` in two. */
const MOST_WAYS = 64;

function waysOf(shape: string): number {
  const optional = shape.match(/(?<![*+?}])\?/g) ?? [];
  const ranges = [...shape.matchAll(/\{(\d+),(\d+)\}/g)];
  return ranges.reduce(
    (ways, [, least, most]) => ways * (Number(most) - Number(least) + 1),
    2 ** optional.length,
  );
}

const require = createRequire(import.meta.url);

/** scslre, as far as it is used here. */
type Analyse = (expression: { readonly source: string; readonly flags: string }) => {
  readonly reports: readonly { readonly exponential: boolean }[];
};

function analysed(source: string, flags: string): Speed {
  // Loaded where there is something to analyse, which hardly an adapter has.
  const { analyse }: { readonly analyse: Analyse } = require('scslre');
  const { reports } = analyse({ source, flags: flags.replaceAll(/[dy]/g, '') });
  if (reports.some(({ exponential }) => exponential)) return 'endless';
  return reports.length === 0 ? 'plain' : 'watched';
}

/** What to do about an expression that may be endless. */
export const WHAT_TO_DO =
  'Write it so that each character can be taken in one way only: nothing repeated within what is repeated, and no alternatives that begin alike; (?:[^/]+/)* in place of (?:.+/)*, [a-z]+(?:-[a-z]+)* in place of (?:[a-z]+-?)+.';

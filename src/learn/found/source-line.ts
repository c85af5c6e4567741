import { BIN, chanceOn, type ChanceCurve, type Stream, weighCurves } from './curves.ts';

/** Fewer decisions say too little of a source: the line of the pack holds. */
export const FEWEST_DECIDED = 20;
/** A post is laid before a reviewer where one in fifteen like it is likely a case study: more to read than anybody likes, so that few are missed. */
const WORTH = 1 / 15;
/** Below the line of the pack few were read, so more must speak for those. */
const WORTH_BELOW = 1 / 4;
/** No farther below the line of the pack than a logit. */
const LOWEST = 3;

/**
 * From which score on posts of a source are laid before a reviewer: the line of the pack, which nineteen in twenty of the labelled case studies
 * pass that were scored unseen, until decisions tell more of this source. Then the line rises while posts above it are hardly ever
 * accepted, and falls while those below it are likely to be; it passes no post that was accepted, nor the middle between the pack's line and what is strong.
 * @param stream what was decided of this source, with the pack's line.
 */
export function sourceLine({ accepted, rejected, line }: Omit<Stream, 'unread'>, strong: number): number {
  const decided = [...accepted.values(), ...rejected.values()].reduce((sum, count) => sum + count, 0);
  if (decided < FEWEST_DECIDED) return line;
  const curves = weighCurves({ accepted, rejected, line });
  const top = Math.min((line + strong) / 2, ...[...accepted.keys()].map((bin) => (bin - 0.5) * BIN));
  const first = Math.ceil(line / BIN);
  let risen = first;
  while (risen * BIN <= top && chanceAt(curves, risen) < WORTH) risen += 1;
  if (risen > first) return Math.min(risen * BIN, Math.max(line, top));
  let fallen = first;
  while ((fallen - 1) * BIN >= line - LOWEST && chanceAt(curves, fallen - 1) >= WORTH_BELOW) fallen -= 1;
  return Math.min(line, fallen * BIN);
}

function chanceAt(curves: readonly ChanceCurve[], bin: number): number {
  return curves.reduce((sum, { weight, shape }) => sum + weight * chanceOn(shape, bin), 0);
}

/** What moved the line of a source, in words; undefined where it is that of the pack. */
export function lineWords(line: number, packLine: number): string | undefined {
  if (line > packLine)
    return `its posts come to the desk from ${line} points on, and not from ${packLine}: of those between hardly any was accepted`;
  return line < packLine
    ? `its posts come to the desk from ${line} points on already, and not only from ${packLine}: of those about the line many were accepted`
    : undefined;
}

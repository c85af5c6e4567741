const AROUND = 2;
/** The lines of two texts side by side: ` ` for one that stays, `-` for one that goes, `+` for one that comes. */
function diffLines(before: string, after: string): string[] {
  const [a, b] = [lines(before), lines(after)];
  let top = 0;
  while (top < a.length && top < b.length && a[top] === b[top]) top += 1;
  let tail = 0;
  while (tail < a.length - top && tail < b.length - top && a.at(-1 - tail) === b.at(-1 - tail)) tail += 1;
  const middle = between(a.slice(top, a.length - tail), b.slice(top, b.length - tail));
  const kept = (some: readonly string[]): string[] => some.map((line) => `  ${line}`);
  return [...kept(a.slice(0, top)), ...middle, ...kept(a.slice(a.length - tail))];
}

/** A diff without what stays the same, but for a line or two around each change. */
export function shortDiff(before: string, after: string): string[] {
  const all = diffLines(before, after);
  const near = (at: number): boolean => all.slice(Math.max(0, at - AROUND), at + AROUND + 1).some(isChange);
  return all.filter((_, at) => near(at));
}

function isChange(line: string): boolean {
  return line.startsWith('+ ') || line.startsWith('- ');
}

/** By the longest common subsequence (Hunt and McIlroy 1976, without their speed: these texts are short). */
function between(a: readonly string[], b: readonly string[]): string[] {
  const lengths = Array.from({ length: a.length + 1 }, () => new Uint32Array(b.length + 1));
  const at = (i: number, j: number): number => lengths[i]?.[j] ?? 0;
  for (let i = a.length - 1; i >= 0; i -= 1)
    for (let j = b.length - 1; j >= 0; j -= 1) {
      const row = lengths[i];
      if (row !== undefined)
        row[j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  const out: string[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      out.push(`  ${a[i]}`);
      [i, j] = [i + 1, j + 1];
    } else if (j >= b.length || (i < a.length && at(i + 1, j) >= at(i, j + 1))) {
      out.push(`- ${a[i]}`);
      i += 1;
    } else {
      out.push(`+ ${b[j]}`);
      j += 1;
    }
  }
  return out;
}

function lines(text: string): string[] {
  return text === '' ? [] : text.replace(/\n$/, '').split('\n');
}

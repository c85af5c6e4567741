export const NO_RANGES = new Int32Array(0);

/** Token ranges `first, end, first, end, …`: `count` numbers of them; grows as it must. */
export type FoundRanges = { ranges: Int32Array; count: number };

export function addRange(found: FoundRanges, first: number, end: number): void {
  const { count } = found;
  if (count + 2 > found.ranges.length) {
    const larger = new Int32Array(2 * found.ranges.length);
    larger.set(found.ranges);
    found.ranges = larger;
  }
  found.ranges[count] = first;
  found.ranges[count + 1] = end;
  found.count = count + 2;
}

/** Puts ranges in order and joins those that overlap. */
export function joinRanges(found: FoundRanges): void {
  const { ranges, count } = found;
  // Those of one list are apart, and most rules have no other.
  let next = 2;
  while (next < count && (ranges[next] ?? 0) >= (ranges[next - 1] ?? 0)) next += 2;
  if (next >= count) return;
  sortRanges(ranges, count);
  let kept = 0;
  for (let at = 2; at < count; at += 2) {
    const first = ranges[at] ?? 0;
    const end = ranges[at + 1] ?? 0;
    if (first >= (ranges[kept + 1] ?? 0)) {
      kept += 2;
      ranges[kept] = first;
      ranges[kept + 1] = end;
    } else ranges[kept + 1] = Math.max(ranges[kept + 1] ?? 0, end);
  }
  found.count = kept + 2;
}

/** So many are put in order by moving each to its place, which is near. */
const FEW = 64;
/** More tokens than a text can have. */
const BEYOND = 2 ** 26;

function sortRanges(ranges: Int32Array, count: number): void {
  if (count > FEW) return sortMany(ranges, count);
  for (let at = 2; at < count; at += 2) {
    const first = ranges[at] ?? 0;
    const end = ranges[at + 1] ?? 0;
    let place = at;
    for (; place > 0 && (ranges[place - 2] ?? 0) > first; place -= 2) {
      ranges[place] = ranges[place - 2] ?? 0;
      ranges[place + 1] = ranges[place - 1] ?? 0;
    }
    ranges[place] = first;
    ranges[place + 1] = end;
  }
}

function sortMany(ranges: Int32Array, count: number): void {
  const both = Float64Array.from(
    { length: count / 2 },
    (_, at) => (ranges[2 * at] ?? 0) * BEYOND + (ranges[2 * at + 1] ?? 0),
  );
  for (const [at, one] of both.sort().entries()) {
    ranges[2 * at] = Math.floor(one / BEYOND);
    ranges[2 * at + 1] = one % BEYOND;
  }
}

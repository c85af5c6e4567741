/** How much each row counts, so that few wanted ones are not drowned: a wanted one by the root of how much rarer it is. */
export function balance(wanted: readonly boolean[]): number[] {
  const some = wanted.filter(Boolean).length;
  const rarer = Math.sqrt((wanted.length - some) / Math.max(1, some));
  return wanted.map((is) => (is ? rarer : 1));
}

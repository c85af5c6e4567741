/** Whether the soak runs, which tries everything. */
export const SOAK = process.env['SOAK'] !== undefined;

/** Of a sweep that shows one thing many times over: one of so many here, and all in the soak. */
export function someOf<T>(sweep: readonly T[], oneOf: number): readonly T[] {
  return SOAK ? sweep : sweep.filter((_, at) => at % oneOf === 0);
}

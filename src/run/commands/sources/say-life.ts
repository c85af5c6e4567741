import type { LifeReport } from '../../../trials/live-through.ts';

/** In a thousand healthy runs one alarm may be false. */
const RUNS_A_FALSE_ALARM = 1000;

/** Years of a source in lines: the figures, each false alarm and each missed fault with its day. */
export function sayLife({ runs, posts, falseAlarms, faults }: LifeReport): string[] {
  const told = faults.filter(({ toldOn }) => toldOn !== null);
  const atOnce = told.filter(({ day, toldOn }) => toldOn === day);
  return [
    `    ${runs} days, ${posts} posts: ${falseAlarms.length} false alarms; ${told.length} of ${faults.length} faults told, ${atOnce.length} on their first day`,
    ...falseAlarms.map(
      ({ day, outcome, reasons }) => `      false       day ${day} → ${outcome}: ${reasons[0] ?? ''}`,
    ),
    ...faults
      .filter(({ day, toldOn }) => toldOn !== day)
      .map(
        ({ name, day, toldOn }) =>
          `      ${toldOn === null ? 'missed' : 'late  '}      day ${day} ${name}${toldOn === null ? '' : `, told on day ${toldOn}`}`,
      ),
  ];
}

/** What is wrong with the alarm by these years. */
export function lifeFaults(
  life: LifeReport | undefined,
): { readonly what: string; readonly fault?: string }[] {
  const what = 'the alarm over years';
  if (life === undefined) return [{ what, fault: 'no recording of its listing shows a post' }];
  const { falseAlarms, runs, faults } = life;
  const missed = faults.filter(({ toldOn }) => toldOn === null).length;
  return [
    { what },
    ...(falseAlarms.length > Math.ceil(runs / RUNS_A_FALSE_ALARM)
      ? [{ what, fault: `${falseAlarms.length} false alarms in ${runs} runs` }]
      : []),
    ...(missed > 0 ? [{ what, fault: `${missed} of ${faults.length} faults were not told` }] : []),
  ];
}

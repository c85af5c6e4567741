import type { MutationReport } from '../../../trials/mutation-report.ts';

/** A source's mutation matrix in lines: what was not told as it should be, and the figures. */
export function sayMutations({
  problem,
  cases,
  caught,
  harmful,
  falseAlarms,
  harmless,
}: MutationReport): string[] {
  if (problem !== null) return [`    alarms not tried: ${problem}`];
  const shown = cases.filter(({ verdict }) => verdict !== 'not applicable');
  return [
    `    alarms: ${caught} of ${harmful} harmful changes told, ${falseAlarms} false alarms at ${harmless} harmless ones`,
    ...shown.map(
      ({ verdict, name, outcome, reasons }) =>
        `      ${verdict.padEnd(11)} ${name} → ${outcome ?? 'nothing'}${reasons[0] === undefined ? '' : `: ${reasons[0]}`}`,
    ),
  ];
}

/** The faults that the matrix found in the alarms. */
export function mutationFaults({
  cases,
}: MutationReport): { readonly what: string; readonly fault: string }[] {
  return cases
    .filter(({ verdict }) => verdict === 'missed' || verdict === 'false alarm')
    .map(({ name, verdict, expected, outcome }) => ({
      what: `alarm at "${name}"`,
      fault: `${verdict}: expected ${expected.join(' or ')}, was ${outcome ?? 'nothing'}`,
    }));
}

/** Recall and false alarms over all sources. */
export function sumMutations(reports: readonly MutationReport[]): string {
  const sum = (figure: (report: MutationReport) => number): number =>
    reports.reduce((total, report) => total + figure(report), 0);
  const [caught, harmful] = [sum((one) => one.caught), sum((one) => one.harmful)];
  const recall = harmful === 0 ? 0 : (100 * caught) / harmful;
  const alarms = sum((one) => one.falseAlarms);
  return `alarms: recall ${recall.toFixed(recall === 100 ? 0 : 1)} % (${caught} of ${harmful}), ${alarms} false alarms at ${sum((one) => one.harmless)} harmless changes`;
}

import { type Ranked, SHARES, simulate } from './simulate.ts';

/** A ranking with its name, as a line of a plot. */
export type Curve = { readonly name: string; readonly ranked: Ranked };

const SIZE = { width: 640, height: 420, left: 56, right: 24, top: 24, bottom: 56 };
const STEPS = 100;
/** Told apart without colour too: by dashes and by words at their ends. */
const LOOKS = [
  'stroke="#12263f"',
  'stroke="#b45309" stroke-dasharray="7 4"',
  'stroke="#15803d" stroke-dasharray="2 3"',
  'stroke="#7c3aed" stroke-dasharray="9 3 2 3"',
];

/**
 * An SVG document of what share of the wanted posts is found after reading so much of each ranking, with chance as a thin line and the
 * figures in its description.
 */
export function recallPlot(curves: readonly Curve[]): string {
  const told = curves.map(({ name, ranked }) => {
    const { recallAt } = simulate(ranked);
    return `${name}: ${SHARES.map((share, at) => `${percent(recallAt[at] ?? 0)} after ${percent(share)}`).join(', ')}`;
  });
  const ticks = [0, 0.25, 0.5, 0.75, 1];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${SIZE.width} ${SIZE.height}" role="img" font-family="sans-serif" font-size="13">`,
    `<title>Case studies found by share of posts read</title><desc>${escaped(told.join('; '))}</desc>`,
    `<rect width="${SIZE.width}" height="${SIZE.height}" fill="#fff"/>`,
    ...ticks.map(
      (tick) =>
        `<path d="M${x(tick)} ${y(0)}v5M${x(0)} ${y(tick)}h-5" stroke="#555"/><text x="${x(tick)}" y="${y(0) + 20}" text-anchor="middle">${percent(tick)}</text><text x="${x(0) - 9}" y="${y(tick) + 4}" text-anchor="end">${percent(tick)}</text>`,
    ),
    `<text x="${x(0.5)}" y="${SIZE.height - 10}" text-anchor="middle">posts read</text><text x="${x(0)}" y="15">case studies found</text>`,
    `<path d="M${x(0)} ${y(1)}V${y(0)}H${x(1)}M${x(0)} ${y(0)}L${x(1)} ${y(1)}" fill="none" stroke="#999"/>`,
    ...curves.map(
      ({ ranked }, at) =>
        `<path d="${pathOf(ranked)}" fill="none" stroke-width="2.5" ${LOOKS[at % LOOKS.length]}/>`,
    ),
    ...curves.map(
      ({ name }, at) =>
        `<path d="M${x(0.6)} ${y(0.1) - at * 20}h30" stroke-width="2.5" ${LOOKS[at % LOOKS.length]}/><text x="${x(0.6) + 38}" y="${y(0.1) - at * 20 + 4}">${escaped(name)}</text>`,
    ),
    '</svg>\n',
  ].join('\n');
}

function pathOf(ranked: Ranked): string {
  const order = ranked.toSorted((one, other) => other.score - one.score);
  const wanted = Math.max(1, order.filter((one) => one.wanted).length);
  const points = Array.from({ length: STEPS + 1 }, (_, step) => {
    const share = step / STEPS;
    const found = order.slice(0, Math.round(share * order.length)).filter((one) => one.wanted).length;
    return `${x(share)} ${y(found / wanted)}`;
  });
  return `M${points.join('L')}`;
}

function x(share: number): number {
  return Math.round(SIZE.left + share * (SIZE.width - SIZE.left - SIZE.right));
}

function y(share: number): number {
  return Math.round(SIZE.height - SIZE.bottom - share * (SIZE.height - SIZE.top - SIZE.bottom));
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

import type { Hit, PostField, Span } from '../model/verdict.ts';
import type { Block } from '../model/post.ts';

/** A piece of text: plain (`groups` empty), or words that rules of these groups stood on. */
export type Piece = { readonly text: string; readonly groups: readonly string[] };

export type MarkedBlock = { readonly kind: Block['kind']; readonly pieces: readonly Piece[] };

/** Cuts a text where words matched, so that a page can mark them; the pieces joined are the text again. */
export function markText(text: string, field: PostField, hits: readonly Hit[]): Piece[] {
  return cut(text, 0, runsOf(spansIn(field, hits)));
}

/** As `markText` for each block: spans count from the start of all blocks of a kind, joined by one line break. */
export function markBlocks(blocks: readonly Block[], hits: readonly Hit[]): MarkedBlock[] {
  const read = (kind: Block['kind']) => ({ start: 0, runs: runsOf(spansIn(kind, hits)) });
  const left = { heading: read('heading'), lede: read('lede'), body: read('body') };
  return blocks.map(({ kind, text }) => {
    const { start, runs } = left[kind];
    left[kind].start += text.length + 1;
    left[kind].runs = runs.slice(endedBy(runs, start));
    return { kind, pieces: cut(text, start, left[kind].runs) };
  });
}

/** The words a hit stood on, each once, in the order of the text. */
export function matchedWords(text: string, spans: readonly Span[]): string[] {
  return [...new Set(spans.map(([from, to]) => text.slice(from, to)).filter((words) => words !== ''))];
}

type GroupSpan = { readonly from: number; readonly to: number; readonly group: string };

function spansIn(field: PostField, hits: readonly Hit[]): GroupSpan[] {
  return hits
    .filter((hit) => hit.field === field)
    .flatMap(({ spans, group }) => spans.map(([from, to]) => ({ from, to, group })))
    .sort((a, b) => a.from - b.from);
}

// Overlapping matches become one piece with every group's name: marks are never nested.
function cut(text: string, start: number, runs: readonly Run[]): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const run of runs) {
    if (run.from - start >= text.length) break;
    const from = Math.max(run.from - start, at);
    const to = Math.min(run.to - start, text.length);
    if (to <= from) continue;
    if (from > at) pieces.push({ text: text.slice(at, from), groups: [] });
    pieces.push({ text: text.slice(from, to), groups: [...run.groups] });
    at = to;
  }
  if (at < text.length) pieces.push({ text: text.slice(at), groups: [] });
  return pieces;
}

/** How many of the runs end before a place. */
function endedBy(runs: readonly Run[], place: number): number {
  let count = 0;
  while ((runs[count]?.to ?? Infinity) <= place) count += 1;
  return count;
}

type Run = { from: number; to: number; readonly groups: Set<string> };

// Words of one match that stand side by side are one run too, or every word would carry its label.
function runsOf(spans: readonly GroupSpan[]): Run[] {
  const runs: Run[] = [];
  for (const { from, to, group } of spans) {
    const last = runs.at(-1);
    const isOverlap = last !== undefined && from < last.to;
    const isBeside =
      last !== undefined && from === last.to + 1 && last.groups.size === 1 && last.groups.has(group);
    if (last !== undefined && (isOverlap || isBeside)) {
      last.to = Math.max(last.to, to);
      last.groups.add(group);
    } else runs.push({ from, to, groups: new Set([group]) });
  }
  return runs;
}

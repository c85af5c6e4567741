const ENDS = /--!?>/g;

/**
 * How a comment of HTML ends whose dashes begin at `from`, and from where on that is to be looked for: `-->`, be it with these dashes, or
 * `--!>` behind them (HTML, 13.2.5.43 to 13.2.5.52).
 */
export function endOfComment(markup: string, from: number): { readonly last: string; readonly from: number } {
  const behind = from + '--'.length;
  const first = nextEnd(markup, from);
  const end = first?.[0] === '--!>' && first.index < behind ? nextEnd(markup, behind) : first;
  return end?.[0] === '--!>' ? { last: '--!>', from: behind } : { last: '-->', from };
}

function nextEnd(markup: string, from: number): RegExpExecArray | null {
  ENDS.lastIndex = from;
  return ENDS.exec(markup);
}

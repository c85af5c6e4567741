import { LONGEST } from '../model/longest.ts';
import type { ReadOutcome } from '../model/page.ts';
import type { Likeness } from '../model/likeness.ts';
import type { LinkOutcome, LinkRow, LinkState } from '../store/links.ts';
import { textLikeness, titleLikeness } from '../model/likeness.ts';

/** Looks at one link are never closer together than this. */
export const CHECK_EVERY_MS = LONGEST.link;
const STRIKES = 3;
/** Under this likeness of title and of text a page is another page, whatever its status says. */
const ALIEN = 0.3;
/** Under this likeness of its text a page has drifted. */
const DRIFTED = 0.5;

/** What one look at a link saw. */
export type LinkReading = {
  readonly outcome: ReadOutcome;
  /** What the page says now; absent where nothing could be read. */
  readonly seen?: Likeness;
  /** What it said when it was accepted, as far as that is known. */
  readonly accepted?: Likeness;
  readonly at: number;
};

/** What a look means: the link's new standing, and the evidence for it. */
export type LinkJudgement = {
  readonly link: LinkRow;
  readonly outcome: LinkOutcome;
  readonly evidence: Readonly<Record<string, string | number>>;
};

/**
 * Judges a look. A strike is a page that is gone, unreachable, sent home or no longer alike; three in a row make a link dead, one
 * good look makes it well again. A site that would not let us look does not count as a strike: nothing was seen.
 */
export function judgeLink(before: LinkRow, look: LinkReading): LinkJudgement {
  const { outcome, at } = look;
  const base = { ...before, checkedAt: at, nextAt: at + CHECK_EVERY_MS };
  switch (outcome.kind) {
    case 'page':
      return judgePage(base, look, outcome);
    case 'notModified':
      return well(base, 'ok', { status: 304 });
    case 'gone':
      return strike(base, 'gone', { status: outcome.status, why: outcome.why });
    case 'movedHome':
      return strike(base, 'soft 404: sent to the home page', { to: outcome.to });
    case 'failed':
      return strike(base, 'no answer', { why: outcome.why, status: outcome.status ?? 0 });
    case 'refused':
      return strike(base, 'refused by our guard', { why: outcome.why });
    case 'blocked':
      return unseen(base, 'blocked', { status: outcome.status, why: outcome.why });
    case 'robotsDisallowed':
      return unseen(base, 'robots.txt forbids it', { why: outcome.why });
    case 'throttled':
      return {
        link: { ...base, state: before.state },
        outcome: 'asked to wait',
        evidence: { status: outcome.status },
      };
  }
}

type Page = Extract<ReadOutcome, { readonly kind: 'page' }>;

function judgePage(base: LinkRow, { seen, accepted }: LinkReading, page: Page): LinkJudgement {
  // Its reader was stopped: the page is there, and says nothing.
  if (page.copy === undefined)
    return { link: base, outcome: 'could not be read', evidence: { status: page.status } };
  const alike = likenessFacts(seen, accepted);
  const evidence = { status: page.status, to: page.finalUrl, ...alike };
  if (alike.title !== undefined && alike.title < ALIEN && alike.text < ALIEN)
    return strike(base, 'soft 404: another page', evidence);
  if (seen === undefined && accepted !== undefined)
    return strike(base, 'soft 404: nothing to read', evidence);
  if (alike.text !== undefined && alike.text < DRIFTED) return well(base, 'drifted', evidence);
  if (isMove(page)) return { ...well(base, 'moved', evidence), link: moved(base, page.finalUrl) };
  return well(base, 'ok', evidence);
}

type Alike =
  | { readonly title: number; readonly text: number }
  | { readonly title?: never; readonly text?: never };

function likenessFacts(seen: Likeness | undefined, accepted: Likeness | undefined): Alike {
  if (seen === undefined || accepted === undefined) return {};
  const round = (share: number) => Math.round(share * 100) / 100;
  return { title: round(titleLikeness(seen, accepted)), text: round(textLikeness(seen, accepted)) };
}

/** A permanent redirect (301, 308) to another page. A change of scheme, of `www.` or of a slash does not count as a move. */
function isMove(page: Page): boolean {
  const permanent = page.redirects.some(({ status }) => status === 301 || status === 308);
  return permanent && bare(page.url) !== bare(page.finalUrl);
}

function bare(url: string): string {
  return url
    .replace(/^https?:\/\/(?:www\.)?/, '')
    .replace(/[#?].*/s, '')
    .replace(/\/$/, '');
}

function moved(base: LinkRow, to: string): LinkRow {
  return { ...base, state: 'moved', strikes: 0, movedTo: to };
}

function well(
  base: LinkRow,
  state: LinkOutcome & LinkState,
  evidence: LinkJudgement['evidence'],
): LinkJudgement {
  return { link: { ...base, state, strikes: 0, movedTo: null }, outcome: state, evidence };
}

function unseen(base: LinkRow, outcome: LinkOutcome, evidence: LinkJudgement['evidence']): LinkJudgement {
  // A link that is dead stays dead until somebody has seen it alive.
  const state = base.state === 'dead' ? 'dead' : 'blocked';
  return { link: { ...base, state }, outcome, evidence };
}

function strike(base: LinkRow, outcome: LinkOutcome, evidence: LinkJudgement['evidence']): LinkJudgement {
  const strikes = Math.min(base.strikes + 1, STRIKES);
  return { link: { ...base, state: strikes >= STRIKES ? 'dead' : 'failing', strikes }, outcome, evidence };
}

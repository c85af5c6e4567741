import { defined } from '../base/defined.ts';
import { buyerByCode } from '../classify/councils/buyers.ts';
import { buyerPath, casePath, councilName, type Entry, storyLink } from '../catalogue/entry.ts';
import { stemOf, wordsIn } from '../catalogue/find/words.ts';
import { topicTitle } from '../catalogue/words.ts';
import { foldSpace } from '../base/text.ts';
import { shorten } from '../web/words.ts';

/** A link as templates take it. */
export type LinkView = { readonly text: string; readonly href: string };

/** A piece of a text, and whether it is a word that was searched for. */
type Piece = { readonly text: string; readonly hit: boolean };

/** An entry as lists show it. */
export type CardView = {
  readonly title: string;
  readonly href: string;
  readonly blurb: string;
  /** Title and blurb in pieces, where words were searched for. */
  readonly marked?: { readonly title: readonly Piece[]; readonly blurb: readonly Piece[] };
  /** As `leadFact` gives it. */
  readonly fact: string;
  readonly publisher: string;
  readonly published: string | null;
  readonly councils: readonly LinkView[];
  readonly topics: readonly LinkView[];
  /** Set when the publisher's page has gone. */
  readonly gone: 'archive' | 'gone' | null;
  readonly why?: string;
};

/** An entry as a card; `stems` are those of the words that were searched for. */
export function cardView(
  entry: Entry,
  { why, stems = [] }: { readonly why?: string; readonly stems?: readonly string[] } = {},
): CardView {
  const { kind } = storyLink(entry);
  return {
    title: entry.title,
    href: casePath(entry),
    blurb: entry.blurb,
    fact: leadFact(entry),
    publisher: entry.publisher,
    published: entry.published,
    councils: entry.councils.map((named) => ({
      ...councilLink(named),
      text: buyerByCode(named.code)?.shortName ?? named.as,
    })),
    topics: entry.topics.map(topicLink),
    gone: kind === 'archive' || kind === 'gone' ? kind : null,
    ...(stems.length === 0
      ? {}
      : { marked: { title: mark(entry.title, stems), blurb: mark(entry.blurb, stems) } }),
    ...defined({ why }),
  };
}

function mark(text: string, stems: readonly string[]): Piece[] {
  return text
    .split(/([\p{L}\p{N}\p{M}'’]+)/u)
    .filter((piece) => piece !== '')
    .map((piece) => ({ text: piece, hit: wordsIn(piece).some((word) => stems.includes(stemOf(word))) }));
}

const FACT_MAX = 70;

/**
 * What came of it and for how much, as a card may lead with it: "halved its energy bill · £25 million"; '' where nobody confirmed it.
 * One sentence that tells both stands there once.
 */
export function leadFact({ facts }: Pick<Entry, 'facts'>): string {
  const says = [facts.result?.say ?? '', facts.cost?.say ?? ''];
  const parts = new Set(says.map((say) => shorten(foldSpace(say), FACT_MAX)));
  return [...parts].filter((say) => say !== '').join(' · ');
}

export function councilLink(named: { readonly code: string; readonly as: string }): LinkView {
  return { text: councilName(named), href: buyerPath(named.code) };
}

export function topicLink(slug: string): LinkView {
  return { text: topicTitle(slug), href: `/topic/${slug}` };
}

import { defined } from '../base/defined.ts';
import { councilByCode } from '../classify/councils/councils.ts';
import { casePath, councilName, type Entry, storyLink } from '../catalogue/entry.ts';
import { topicTitle } from '../catalogue/words.ts';
import { foldSpace } from '../base/text.ts';
import { shorten } from '../web/words.ts';

/** A link as templates take it. */
export type LinkView = { readonly text: string; readonly href: string };

/** An entry as lists show it. */
export type CardView = {
  readonly title: string;
  readonly href: string;
  readonly blurb: string;
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

export function cardView(entry: Entry, why?: string): CardView {
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
      text: councilByCode(named.code)?.shortName ?? named.as,
    })),
    topics: entry.topics.map(topicLink),
    gone: kind === 'archive' || kind === 'gone' ? kind : null,
    ...defined({ why }),
  };
}

const FACT_MAX = 70;

/** What came of it and for how much, as a card may lead with it: "halved its energy bill · £25 million"; '' where nobody confirmed it. */
export function leadFact({ facts }: Pick<Entry, 'facts'>): string {
  const parts = [facts.result?.say ?? '', facts.cost?.say ?? ''].map((say) =>
    shorten(foldSpace(say), FACT_MAX),
  );
  return parts.filter((say) => say !== '').join(' · ');
}

export function councilLink(named: { readonly code: string; readonly as: string }): LinkView {
  // A buyer that is not a principal council has no page of its own.
  const href = councilByCode(named.code) === undefined ? '' : `/council/${named.code}`;
  return { text: councilName(named), href };
}

export function topicLink(slug: string): LinkView {
  return { text: topicTitle(slug), href: `/topic/${slug}` };
}

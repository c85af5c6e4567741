import { escapeHtml } from '../base/text.ts';
import { casePath, type Entry, storyLink } from '../catalogue/entry.ts';
import { leadFact } from './cards.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import { chooseShowcase, type Occasion, whyPicked } from '../catalogue/showcase.ts';
import { topicTitle } from '../catalogue/words.ts';

/** A card on another site: the fields that contract-countdown's own cards have, and why it was chosen. */
export type EmbedCard = {
  readonly publisher: string;
  readonly title: string;
  /** The story itself, or its archive copy when that is all there is. */
  readonly url: string;
  readonly blurb: string;
  /** What came of it and for how much, "halved its energy bill · £25 million"; '' where nobody confirmed it. */
  readonly fact: string;
  readonly why: string;
  /** Slug of the topic that it shares with the question, else of its first one; '' where it has none. */
  readonly topic: string;
  /** Our page about it. */
  readonly about: string;
  readonly archived: boolean;
};

/** The longest block may have 6 KB, whatever publishers call their posts. */
const TITLE_MAX = 140;
const URL_MAX = 500;

/** The cards for an occasion, the same ones every time. */
export function embedCards(
  catalogue: Catalogue,
  occasion: Occasion,
  limit: number,
  publicUrl: string,
): EmbedCard[] {
  return chooseShowcase(catalogue, occasion, limit).map((pick) =>
    cardOf(pick, whyPicked(pick, occasion, topicTitle), publicUrl),
  );
}

/** An entry as a card; `why` is '' where nothing was chosen. */
export function cardOf(
  { entry, topic }: { readonly entry: Entry; readonly topic?: string },
  why: string,
  publicUrl: string,
): EmbedCard {
  const about = `${publicUrl}${casePath(entry)}`;
  const story = storyLink(entry);
  return {
    publisher: entry.publisher,
    title: shorten(entry.title, TITLE_MAX),
    url: story.href.length > URL_MAX ? about : story.href,
    blurb: entry.blurb,
    fact: leadFact(entry),
    why,
    topic: topic ?? entry.topics[0] ?? '',
    about,
    archived: story.kind === 'archive',
  };
}

function shorten(text: string, max: number): string {
  if (text.length <= max) return text;
  const cut = text.slice(0, max - 1);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), max / 2)).trimEnd()}…`;
}

/** The block as HTML that stands in any page: semantic, unstyled, without script, cookies or anything from elsewhere. */
export function embedFragment(cards: readonly EmbedCard[], more: string): string {
  const articles = cards.map(
    (card) => `<article class="lamplighter-card">
<p class="lamplighter-publisher"><small>${escapeHtml(card.publisher)}${card.archived ? ' (archive copy)' : ''}</small></p>
<h3><a href="${escapeHtml(card.url)}" rel="noopener">${escapeHtml(card.title)}</a></h3>
${card.fact === '' ? '' : `<p class="lamplighter-fact">${escapeHtml(card.fact)}</p>\n`}<p>${escapeHtml(card.blurb)}</p>
<p class="lamplighter-why"><small>${card.why === '' ? '' : `Why this one: ${escapeHtml(card.why)}. `}<a href="${escapeHtml(card.about)}" aria-label="About this example: ${escapeHtml(shorten(card.title, 60))}">About this example</a></small></p>
</article>`,
  );
  return `<section class="lamplighter" aria-label="Examples of good procurement">
${articles.join('\n')}
<p class="lamplighter-more"><a href="${escapeHtml(more)}">More examples from Lamplighter</a></p>
</section>
`;
}

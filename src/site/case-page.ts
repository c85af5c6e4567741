import { defined } from '../base/defined.ts';
import { longDate } from '../web/words.ts';
import { casePath, councilsNow, type Entry, storyLink } from '../catalogue/entry.ts';
import { type Catalogue, placesOf } from '../catalogue/catalogue.ts';
import { chooseShowcase, type Occasion, whyPicked } from '../catalogue/showcase.ts';
import { evidenceTitle, practiceTitle, stageTitle, topicTitle } from '../catalogue/words.ts';
import { cardView, councilLink, topicLink } from './cards.ts';
import { caseFactsView } from './case-facts-view.ts';
import type { PublishDeps } from './deps.ts';
import { entryJsonLd } from './json-ld.ts';
import { oembedUrl } from './frame.ts';
import { safeJson } from './send.ts';

/** The page of one entry. */
export function casePage(deps: PublishDeps, catalogue: Catalogue, entry: Entry): string {
  const story = storyLink(entry);
  return deps.views('catalogue/case.njk', {
    title: entry.title,
    description: entry.blurb,
    canonical: `${deps.publicUrl}${casePath(entry)}`,
    ogType: 'article',
    oembed: oembedUrl(deps.publicUrl, `${deps.publicUrl}${casePath(entry)}`),
    jsonLd: safeJson(entryJsonLd(entry, deps.publicUrl)),
    entry,
    facts: caseFactsView(entry),
    story,
    host: new URL(story.href).hostname.replace(/^www\./, ''),
    councils: entry.councils.map(councilLink),
    successors: successorsOf(entry),
    topics: entry.topics.map(topicLink),
    practices: entry.practices.map((slug) => ({ text: practiceTitle(slug), href: `/practice/${slug}` })),
    stage: entry.stage === 'unknown' ? '' : stageTitle(entry.stage),
    evidence: evidenceTitle(entry.evidence),
    checked: linkWords(entry),
    sourceHref: deps.sources.some(({ id }) => id === entry.sourceId) ? `/source/${entry.sourceId}` : '',
    archiveDay: entry.link.archiveAt === null ? '' : isoDay(entry.link.archiveAt),
    accepted: isoDay(entry.acceptedAt),
    related: relatedCards(catalogue, entry),
  });
}

export function isoDay(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

/** How the link is, in words. */
function linkWords({ link }: Pick<Entry, 'link'>): string {
  const when = link.checkedAt === null ? '' : ` on ${longDate(isoDay(link.checkedAt))}`;
  switch (link.state) {
    case 'unchecked':
      return 'Not checked yet';
    case 'ok':
      return `Working${when}`;
    case 'failing':
      return `Did not answer${when}; we will look again`;
    case 'dead':
      return `Gone${when}`;
    case 'moved':
      return `Moved to another address${when}`;
    case 'drifted':
      return `Working${when}, but the page says something else now`;
    case 'blocked':
      return `The site would not let us look${when}`;
  }
}

/** What stands where a named council stood, for those that are no more. */
function successorsOf(entry: Entry) {
  const named = new Set(entry.councils.map(({ code }) => code));
  return councilsNow(entry)
    .filter(({ code }) => !named.has(code))
    .map(({ code, name }) => ({ text: name, href: `/council/${code}` }));
}

function relatedCards(catalogue: Catalogue, entry: Entry) {
  const [council] = placesOf(catalogue, entry);
  const occasion: Occasion = { topics: entry.topics, ...defined({ council }) };
  return chooseShowcase(catalogue, occasion, 4)
    .filter((pick) => pick.entry.id !== entry.id)
    .slice(0, 3)
    .map((pick) => cardView(pick.entry, { why: whyPicked(pick, occasion, topicTitle) }));
}

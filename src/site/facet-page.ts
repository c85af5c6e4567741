import { capitalised } from '../base/text.ts';
import { buyerByCode } from '../classify/councils/buyers.ts';
import { type Council, councilByCode, currentOf } from '../classify/councils/councils.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Facet } from '../catalogue/facets.ts';
import { buyerPath } from '../catalogue/entry.ts';
import { findEntries } from '../catalogue/search.ts';
import { chooseShowcase, whyPicked } from '../catalogue/showcase.ts';
import { similarCouncils } from '../catalogue/similar.ts';
import { topicTitle } from '../catalogue/words.ts';
import { plural } from '../web/words.ts';
import { cardView } from './cards.ts';
import type { PublishDeps } from './deps.ts';
import { listJsonLd } from './json-ld.ts';
import { FACET_NAMES, facetTitle } from './search-page.ts';
import { oembedUrl } from './frame.ts';
import { goodHere } from './good-here.ts';
import { safeJson } from './send.ts';
import { formatLinks } from './machines/formats.ts';

const MOST = 30;

const TIERS: Readonly<Record<Council['tier'], string>> = {
  unitary: 'runs all local services',
  upper: 'a county council: social care, highways, waste disposal and more',
  lower: 'a district council: waste collection, housing, planning and more',
  ni: 'a Northern Irish district council',
};

/** The page of one council, topic, practice or source: its case studies, and for a council those of others like it. */
export function facetPage(deps: PublishDeps, catalogue: Catalogue, facet: Facet, value: string): string {
  const entries = findEntries(catalogue, { q: '', chosen: { [facet]: [value] } });
  const heading = facetTitle(deps, facet, value);
  const path = facet === 'council' ? buyerPath(value) : `/${facet}/${value}`;
  const council = facet === 'council' ? councilByCode(value) : undefined;
  return deps.views('catalogue/facet.njk', {
    title: heading,
    heading,
    kind: facet === 'council' && council === undefined ? buyerKind(value) : FACET_NAMES[facet],
    description: `Good procurement: ${plural(entries.length, 'case study', 'case studies')} for ${heading}.`,
    canonical: `${deps.publicUrl}${path}`,
    oembed: oembedUrl(deps.publicUrl, `${deps.publicUrl}${path}`),
    jsonLd: safeJson(listJsonLd(heading, entries.slice(0, MOST), deps.publicUrl)),
    count: plural(entries.length, 'case study', 'case studies'),
    list: entries.slice(0, MOST).map((entry) => cardView(entry)),
    more: entries.length > MOST ? { text: 'All of them', href: `/search?${facet}=${value}` } : null,
    formats: formatLinks(path, ''),
    ...(council === undefined ? {} : councilParts(catalogue, council)),
    ...(facet === 'source' ? sourceParts(deps, value) : {}),
    ...(facet === 'topic' || facet === 'practice' ? { good: goodHere(facet, value, entries) } : {}),
  });
}

/** What a buyer that is no council is called: "Combined authority". */
function buyerKind(code: string): string {
  const kind = buyerByCode(code)?.kind.replaceAll('-', ' ') ?? '';
  return kind === '' ? 'Buyer' : capitalised(kind);
}

function councilParts(catalogue: Catalogue, council: Council) {
  const occasion = { council, topics: [] };
  const others = chooseShowcase(catalogue, occasion, 40).filter(
    (pick) => pick.nearness === 'similar council',
  );
  return {
    facts: [councilFacts(council)],
    successors: council.former
      ? currentOf(council.code).map(({ code, name }) => ({ text: name, href: `/council/${code}` }))
      : [],
    similar: others
      .slice(0, 6)
      .map((pick) => cardView(pick.entry, { why: whyPicked(pick, occasion, topicTitle) })),
    alikeSay: alikeWords(council),
    alike: similarCouncils(council.code)
      .slice(0, 8)
      .map(({ code, shortName }) => ({ text: shortName, href: `/council/${code}` })),
  };
}

/** What councils like it have in common; those like a former council are like the one that stands there now. */
function alikeWords(council: Council): string {
  const [now] = council.former ? currentOf(council.code) : [council];
  const whom =
    now === undefined || now === council
      ? 'Councils that run'
      : `Councils like ${now.name}, which stands there now: they run`;
  return `${whom} the same services, in places as rural or as urban, nearest in density and deprivation.`;
}

function councilFacts(council: Council): string {
  const place = council.region === council.nation ? council.nation : `${council.region}, ${council.nation}`;
  const { population } = council.figures;
  const people = population === null ? '' : `${population.toLocaleString('en-GB')} people`;
  return [place, people, council.ruralUrban.toLowerCase(), TIERS[council.tier]]
    .filter((part) => part !== '')
    .join(' · ');
}

function sourceParts(deps: PublishDeps, id: string) {
  const source = deps.sources.find((one) => one.id === id);
  return {
    facts: [
      `These posts ${source === undefined ? 'from elsewhere' : `by ${source.publisher}`} are case studies of procurement: people read and accepted each.`,
    ],
    home: source === undefined ? null : { text: source.home, href: source.home },
    tables: [
      { text: 'posts and topics (CSV)', href: `/source/${id}.csv` },
      { text: 'tags for WordPress (CSV)', href: `/source/${id}.wordpress.csv` },
    ],
  };
}

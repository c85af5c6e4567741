import { randomUUID } from 'node:crypto';
import { route, type Route } from '../../web/route.ts';
import { maybeId, pageUpTo } from '../../web/fields.ts';
import { bannerWords, GET_BY_READER, viewWords, type DeskCall } from '../inputs.ts';
import type { FastifyReply } from 'fastify';
import * as z from 'zod';
import { councilByCode } from '../../classify/councils/councils.ts';
import { REASONS } from '../../model/decision.ts';
import { decidedByOthers, newestDecision } from '../../store/decisions.ts';
import { FACETS_OF, facetCounts, reviewCount, reviewPage } from '../../store/review-queue.ts';
import { sendPage } from '../../web/views.ts';
import { bannerOf, undoOffer } from '../banner.ts';
import { wakeSleepers } from '../../review/decide.ts';
import type { DeskDeps } from '../deps.ts';
import { frameOf } from '../frame.ts';
import { homeOf } from './home.ts';
import { sourceName } from '../../base/source.ts';
import { triageRow } from './triage-row.ts';
import {
  AGES,
  type DeskView,
  type FilterName,
  FILTERS,
  isWaitingView,
  VIEWS,
} from '../../review/view-query.ts';
import { viewOf } from '../view-of.ts';

const PAGE = 25;
const WAITING = { states: ['new'], order: 'score' } as const;

const Queue = z.object({ ...viewWords, ...bannerWords, page: pageUpTo(400), after: maybeId });

/** The queue as a triage list: what happened meanwhile, its views, filters and pages. */
export function listRoutes(deps: DeskDeps): readonly Route[] {
  return [
    route({
      ...GET_BY_READER,
      path: '/desk',
      query: Queue,
      handle: (call) => showQueue(deps, call, call.query),
    }),
  ];
}

function showQueue(deps: DeskDeps, { person, reply }: DeskCall, query: z.infer<typeof Queue>): FastifyReply {
  const { page } = query;
  const view = viewOf(deps, query, person);
  wakeSleepers(deps.store, deps.now());
  const rows = reviewPage(deps.store, view.filter, { offset: (page - 1) * PAGE, limit: PAGE + 1 });
  const known = VIEWS.find(({ slug }) => slug === view.slug);
  const home = homeOf(deps, person);
  return sendPage(
    reply,
    deps.views('desk/queue.njk', {
      ...frameOf(deps, person, view),
      title: known?.label ?? 'Queue',
      empty: known?.empty ?? '',
      isDealt: isWaitingView(view.slug),
      rows: rows.slice(0, PAGE).map((row) => triageRow(deps, row, { view, me: person.id })),
      page,
      hasMore: rows.length > PAGE,
      banner: bannerOf(deps, query),
      nonce: randomUUID(),
      undoable: undoOffer(deps, person.id),
      home,
      reasons: REASONS,
      newest: newestDecision(deps.store),
      meanwhile:
        query.after === undefined ? undefined : decidedByOthers(deps.store, query.after, String(person.id)),
      facets: facetsOf(deps, view),
      isCountedInBest: reviewCount(deps.store, WAITING, FACETS_OF + 1) > FACETS_OF,
      facetsOf: FACETS_OF,
      filtered: FILTERS.flatMap((name) => (view.filters[name] === undefined ? [] : [name])),
    }),
  );
}

/** What the queue can be narrowed by, each with how many wait there. */
function facetsOf(deps: DeskDeps, { filters }: DeskView) {
  const { store, sources } = deps;
  const counted = (facet: 'source' | 'topic' | 'council', most: number, label: (slug: string) => string) => {
    const found = facetCounts(store, facet, most).map(({ slug, n }) => ({
      slug,
      label: `${label(slug)} (${n})`,
    }));
    const chosen = filters[facet];
    // What the list is narrowed to stays chosen, or the next press of Show would drop it.
    return chosen === undefined || found.some(({ slug }) => slug === chosen)
      ? found
      : [...found, { slug: chosen, label: label(chosen) }];
  };
  return [
    facet('strength', 'Strength', 'Any', items({ strong: 'Strong', possible: 'Possible' })),
    facet('missing', 'Missing answer', 'None in particular', items(ANSWERS)),
    facet(
      'age',
      'Published',
      'Any day',
      AGES.map((days) => ({
        slug: String(days),
        label: days === 365 ? 'in the last year' : `in the last ${days} days`,
      })),
    ),
    facet(
      'source',
      'Source',
      'All sources',
      counted('source', 40, (slug) => sourceName(sources, slug)),
    ),
    facet(
      'council',
      'Council',
      'All councils',
      counted('council', 60, (slug) => councilByCode(slug)?.name ?? slug),
    ),
    facet(
      'topic',
      'Topic',
      'All topics',
      counted('topic', 40, (slug) => topicLabel(deps, slug)),
    ),
  ];
}

type Item = { readonly slug: string; readonly label: string };

const ANSWERS = { body: 'Who bought', act: 'What and how', outcome: 'What came of it' };

function facet(name: FilterName, label: string, all: string, items: readonly Item[]) {
  return { name, label, all, items };
}

function items(labels: Readonly<Record<string, string>>): Item[] {
  return Object.entries(labels).map(([slug, label]) => ({ slug, label }));
}

function topicLabel({ taxonomy }: DeskDeps, slug: string): string {
  return taxonomy.topics.find((topic) => topic.slug === slug)?.label ?? slug;
}

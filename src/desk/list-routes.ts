import { randomUUID } from 'node:crypto';
import { route, type Route } from '../web/route.ts';
import { pageUpTo } from '../web/fields.ts';
import { bannerWords, GET_BY_READER, viewWords, type DeskCall } from './inputs.ts';
import type { FastifyReply } from 'fastify';
import * as z from 'zod';
import { councilByCode } from '../classify/councils/councils.ts';
import type { CandidateRow } from '../store/desk.ts';
import { facetCounts, reviewPage } from '../store/review-queue.ts';
import { verdictOf } from '../store/verdicts.ts';
import { sendPage } from '../web/views.ts';
import { longDate, shorten } from '../web/words.ts';
import { bannerOf, undoWords } from './banner.ts';
import { wakeSleepers } from '../review/decide.ts';
import type { DeskDeps } from './deps.ts';
import { frameOf } from './frame.ts';
import { breakDownScore } from '../review/score-breakdown.ts';
import { sourceName } from '../base/source.ts';
import { isWaitingView, readView, VIEWS } from '../review/view-query.ts';

const PAGE = 25;

const Queue = z.object({ ...viewWords, ...bannerWords, page: pageUpTo(400) });

/** The queue as a list: its views, filters and pages. */
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
  const view = readView(query, person);
  wakeSleepers(deps.store, deps.now());
  const rows = reviewPage(deps.store, view.filter, { offset: (page - 1) * PAGE, limit: PAGE + 1 });
  const known = VIEWS.find(({ slug }) => slug === view.slug);
  return sendPage(
    reply,
    deps.views('desk/queue.njk', {
      ...frameOf(deps, person, view),
      title: known?.label ?? 'Queue',
      empty: known?.empty ?? '',
      isDealt: isWaitingView(view.slug),
      rows: rows.slice(0, PAGE).map((row) => rowView(deps, row)),
      page,
      hasMore: rows.length > PAGE,
      banner: bannerOf(deps, query),
      nonce: randomUUID(),
      undoable: undoWords(deps, person.id),
      facets: {
        sources: facetCounts(deps.store, 'source', 40).map(({ slug, n }) => ({
          slug,
          n,
          label: sourceName(deps.sources, slug),
        })),
        topics: facetCounts(deps.store, 'topic', 40).map(({ slug, n }) => ({
          slug,
          n,
          label: topicLabel(deps, slug),
        })),
        councils: facetCounts(deps.store, 'council', 60).map(({ slug, n }) => ({
          slug,
          n,
          label: councilByCode(slug)?.name ?? slug,
        })),
      },
    }),
  );
}

function rowView(deps: DeskDeps, row: CandidateRow) {
  const verdict = verdictOf(deps.store, row.postId);
  const breakdown = breakDownScore({ url: row.url, title: row.title, blocks: [] }, verdict, deps.rules);
  return {
    id: row.id,
    title: shorten(row.title === '' ? '(no title)' : row.title, 160),
    source: sourceName(deps.sources, row.sourceId),
    date: row.published === '' ? 'No date' : longDate(row.published),
    score: breakdown.score,
    band: breakdown.band,
    groups: [...new Set(breakdown.lines.filter(({ isAgainst }) => !isAgainst).map(({ group }) => group))],
    councils: verdict.councils.slice(0, 3).map(({ name }) => name),
    state: row.state,
    until: row.until,
    origin: row.origin,
  };
}

function topicLabel(deps: DeskDeps, slug: string): string {
  return deps.taxonomy.topics.find((topic) => topic.slug === slug)?.label ?? slug;
}

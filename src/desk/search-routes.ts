import { route, type Route } from '../web/route.ts';
import { maybeId, pageUpTo, verbatim } from '../web/fields.ts';
import { GET_BY_READER, POST_BY_REVIEWER, type DeskCall } from './inputs.ts';
import type { FastifyReply } from 'fastify';
import * as z from 'zod';
import { addCandidate } from '../store/candidates.ts';
import { inTransaction } from '../store/open.ts';
import { countFound, type FoundPost, isBehind, searchPosts } from '../store/search.ts';
import { sendProblem } from '../web/shell.ts';
import { sendPage } from '../web/views.ts';
import { longDate, shorten, signedNumber } from '../web/words.ts';
import type { DeskDeps } from './deps.ts';
import { frameOf } from './frame.ts';
import { snippetOf } from '../review/snippet.ts';
import { indexSome } from '../review/search-index.ts';
import { sourceName } from '../base/source.ts';
import { storedPost } from '../store/posts.ts';

const PAGE = 25;
/** Counting stops here. */
const COUNT_MOST = 1000;

const Search = z.object({ q: verbatim, page: pageUpTo(200) });

/** Search over everything that was ever read, posts below the line too; one of those can be laid on the desk. */
export function searchRoutes(deps: DeskDeps): readonly Route[] {
  return [
    route({
      ...GET_BY_READER,
      path: '/desk/search',
      query: Search,
      handle: (call) => showSearch(deps, call, call.query),
    }),
    route({
      ...POST_BY_REVIEWER,
      path: '/desk/lay',
      body: z.object({ post: maybeId }),
      handle: ({ body, reply }) => layOnDesk(deps, reply, body.post ?? 0),
    }),
  ];
}

function showSearch(
  deps: DeskDeps,
  { person, reply }: DeskCall,
  { q, page }: z.infer<typeof Search>,
): FastifyReply {
  // SQLite ends a text at NUL, in the middle of a quotation.
  const words = q.replaceAll('\0', '').trim().slice(0, 300);
  // The last few texts may not be in the index yet: somebody who just saw a post expects to find it.
  if (words !== '' && isBehind(deps.store)) indexSome(deps.store);
  const found = searchPosts(deps.store, words, { limit: PAGE + 1, offset: (page - 1) * PAGE });
  const total = countFound(deps.store, words, COUNT_MOST);
  return sendPage(
    reply,
    deps.views('desk/search.njk', {
      ...frameOf(deps, person),
      title: words === '' ? 'Search' : `Search: ${shorten(words, 60)}`,
      words,
      page,
      isBehind: isBehind(deps.store),
      found: found.slice(0, PAGE).map((post) => foundView(deps, post, words)),
      total,
      isMany: total === COUNT_MOST,
      pages: Math.ceil(total / PAGE),
      hasMore: found.length > PAGE,
    }),
  );
}

function foundView(deps: DeskDeps, post: FoundPost, words: string) {
  return {
    ...post,
    snippet: snippetOf(storedPost(deps.store, post.postId)?.blocks ?? [], words),
    title: shorten(post.title === '' ? '(no title)' : post.title, 160),
    source: sourceName(deps.sources, post.sourceId),
    date: post.published === null ? 'No date' : longDate(post.published),
    score: signedNumber(post.score),
    state: post.state === 'none' ? 'below the line, not on the desk' : post.state,
  };
}

async function layOnDesk(deps: DeskDeps, reply: FastifyReply, postId: number): Promise<FastifyReply> {
  if (storedPost(deps.store, postId) === undefined) {
    await sendProblem(reply, deps.views, 404, 'There is no such post in the store.');
    return reply;
  }
  const { id } = inTransaction(deps.store, () =>
    addCandidate(deps.store, { postId, origin: 'hand', held: null, at: deps.now() }),
  );
  return reply.redirect(`/desk/${id}`, 303);
}

import type { FastifyReply, FastifyRequest } from 'fastify';
import { addCandidate } from '../store/candidates.ts';
import { inTransaction } from '../store/open.ts';
import { type FoundPost, isBehind, searchPosts } from '../store/search.ts';
import { field, formOf, queryOf } from '../web/form.ts';
import { sendProblem, type WebPart } from '../web/shell.ts';
import { sendPage } from '../web/views.ts';
import { longDate, shorten } from '../web/words.ts';
import type { DeskDeps } from './deps.ts';
import { frameOf } from './frame.ts';
import { indexSome } from '../review/search-index.ts';
import { personOf } from '../web/person.ts';
import { sourceName } from '../base/source.ts';
import { storedPost } from '../store/posts.ts';

const PAGE = 25;

/** Search over everything that was ever read, posts below the line too; one of those can be laid on the desk. */
export function searchPart(deps: DeskDeps): WebPart {
  return {
    access: { 'GET /desk/search': 'reader', 'POST /desk/lay': 'reviewer' },
    mount: (app) => {
      app.get('/desk/search', (request, reply) => showSearch(deps, request, reply));
      app.post('/desk/lay', (request, reply) => layOnDesk(deps, request, reply));
    },
  };
}

function showSearch(deps: DeskDeps, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const query = queryOf(request);
  // SQLite ends a text at NUL, in the middle of a quotation.
  const words = (query.get('q') ?? '').replaceAll('\0', '').trim().slice(0, 300);
  const page = Math.max(1, Math.min(200, Number(query.get('page')) || 1));
  // The last few texts may not be in the index yet: somebody who just saw a post expects to find it.
  if (words !== '' && isBehind(deps.store)) indexSome(deps.store);
  const found = searchPosts(deps.store, words, { limit: PAGE + 1, offset: (page - 1) * PAGE });
  return sendPage(
    reply,
    deps.views('desk/search.njk', {
      ...frameOf(deps, personOf(request)),
      title: words === '' ? 'Search' : `Search: ${shorten(words, 60)}`,
      words,
      page,
      isBehind: isBehind(deps.store),
      found: found.slice(0, PAGE).map((post) => foundView(deps, post)),
      hasMore: found.length > PAGE,
    }),
  );
}

function foundView(deps: DeskDeps, post: FoundPost) {
  return {
    ...post,
    title: shorten(post.title === '' ? '(no title)' : post.title, 160),
    source: sourceName(deps.sources, post.sourceId),
    date: post.published === null ? 'No date' : longDate(post.published),
    score: String(Math.round(post.score * 100) / 100).replace('-', '−'),
    state: post.state === 'none' ? 'below the line, not on the desk' : post.state,
  };
}

async function layOnDesk(
  deps: DeskDeps,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const postId = Number(field(formOf(request), 'post')) || 0;
  if (storedPost(deps.store, postId) === undefined) {
    await sendProblem(reply, deps.views, 404, 'There is no such post in the store.');
    return reply;
  }
  const { id } = inTransaction(deps.store, () =>
    addCandidate(deps.store, { postId, origin: 'hand', held: null, at: deps.now() }),
  );
  return reply.redirect(`/desk/${id}`, 303);
}

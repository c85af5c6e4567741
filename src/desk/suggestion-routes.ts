import { route, type Route } from '../web/route.ts';
import { text, textUpTo } from '../web/fields.ts';
import { GET_BY_REVIEWER, Numbered, POST_BY_REVIEWER } from './inputs.ts';
import type { FastifyReply } from 'fastify';
import * as z from 'zod';
import type { Person } from '../model/person.ts';
import { frameOf } from './frame.ts';
import { moveSuggestion, type Suggestion, suggestionById, suggestionsIn } from '../store/suggestions.ts';
import { sendProblem } from '../web/shell.ts';
import { sendPage } from '../web/views.ts';
import type { DeskDeps } from './deps.ts';

const NO_MESSAGE = 'There is no such message.';
const Settlement = z.object({ do: text, outcome: textUpTo(300) });

/** What readers sent. A person looks first; only then is an address fetched, once, through the guard. */
export function suggestionRoutes(deps: DeskDeps): readonly Route[] {
  return [
    route({
      ...GET_BY_REVIEWER,
      path: '/desk/suggestions',
      handle: ({ person, reply }) => showQueued(deps, person, reply),
    }),
    route({
      ...POST_BY_REVIEWER,
      path: '/desk/suggestions/:id',
      params: Numbered,
      body: Settlement,
      refuse: (_bad, reply) => conflict(deps, reply, NO_MESSAGE),
      handle: async ({ params, body, person, reply }) => {
        const suggestion = suggestionById(deps.store, params.id);
        const { say, isUnread } =
          suggestion === undefined ? { say: NO_MESSAGE } : await settle(deps, suggestion, body);
        if (isUnread === true) return showQueued(deps, person, reply.code(422), say);
        return say === '' ? reply.redirect('/desk/suggestions', 303) : conflict(deps, reply, say);
      },
    }),
  ];
}

function showQueued(deps: DeskDeps, person: Person, reply: FastifyReply, problem?: string): FastifyReply {
  return sendPage(
    reply,
    deps.views('desk/suggestions.njk', {
      title: 'From readers',
      ...frameOf(deps, person),
      problem,
      mayFetch: deps.addSuggested !== undefined,
      queued: suggestionsIn(deps.store, 'queued', 100),
    }),
  );
}

async function conflict(deps: DeskDeps, reply: FastifyReply, say: string): Promise<FastifyReply> {
  await sendProblem(reply, deps.views, 409, say);
  return reply;
}

/** What went wrong, '' when it was done; `isUnread` where the page could not be fetched, and the message still waits. */
type Settled = { readonly say: string; readonly isUnread?: boolean };

const DONE: Settled = { say: '' };
const OVERTAKEN: Settled = { say: 'Somebody else has already dealt with this one.' };

async function settle(
  deps: DeskDeps,
  suggestion: Suggestion,
  { do: act, outcome }: z.infer<typeof Settlement>,
): Promise<Settled> {
  const from = suggestion.state;
  const move = (to: Suggestion['state'], say: string) =>
    moveSuggestion(deps.store, { id: suggestion.id, from, to, outcome: say, at: deps.now() });
  if (act !== 'fetch')
    return move(suggestion.kind === 'report' ? 'settled' : 'declined', outcome) ? DONE : OVERTAKEN;
  if (suggestion.url === null || deps.addSuggested === undefined)
    return { say: 'There is nothing to fetch.' };
  return takeUp(deps, suggestion.id, suggestion.url);
}

// The row moves first: two people pressing at once still fetch once.
async function takeUp(deps: DeskDeps, id: number, url: string): Promise<Settled> {
  const begun = { id, from: 'queued', to: 'checking', outcome: '', at: deps.now() } as const;
  if (!moveSuggestion(deps.store, begun)) return OVERTAKEN;
  const added = (await deps.addSuggested?.(url)) ?? {
    kind: 'failed' as const,
    say: 'nothing can be fetched here',
  };
  const at = deps.now();
  if (added.kind === 'failed') {
    // A site that is away for an hour says nothing of its page: a person declines, and nothing else does.
    moveSuggestion(deps.store, { id, from: 'checking', to: 'queued', outcome: '', at });
    return { say: `We could not read that page: ${added.say}. The suggestion still waits.`, isUnread: true };
  }
  const outcome = added.kind === 'known' ? 'We had already found it.' : '';
  moveSuggestion(deps.store, {
    id,
    from: 'checking',
    to: 'desk',
    outcome,
    candidateId: added.candidateId,
    at,
  });
  return DONE;
}

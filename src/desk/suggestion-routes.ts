import type { FastifyInstance } from 'fastify';
import { frameOf } from './frame.ts';
import { personOf } from '../web/person.ts';
import { moveSuggestion, type Suggestion, suggestionById, suggestionsIn } from '../store/suggestions.ts';
import { field, formOf, pathParam } from '../web/form.ts';
import { sendProblem } from '../web/shell.ts';
import { sendPage } from '../web/views.ts';
import type { DeskDeps } from './deps.ts';
import { idOf } from './publish-routes.ts';

/** What readers sent. A person looks first; only then is an address fetched, once, through the guard. */
export function mountSuggestionRoutes(app: FastifyInstance, deps: DeskDeps): void {
  app.get('/desk/suggestions', (request, reply) =>
    sendPage(
      reply,
      deps.views('desk/suggestions.njk', {
        title: 'From readers',
        ...frameOf(deps, personOf(request)),
        mayFetch: deps.addSuggested !== undefined,
        queued: suggestionsIn(deps.store, 'queued', 100),
      }),
    ),
  );

  app.post('/desk/suggestions/:id', async (request, reply) => {
    const suggestion = suggestionById(deps.store, idOf(pathParam(request, 'id')));
    const form = formOf(request);
    const say = suggestion === undefined ? 'There is no such message.' : await settle(deps, suggestion, form);
    if (say === '') return reply.redirect('/desk/suggestions', 303);
    await sendProblem(reply, deps.views, 409, say);
    return reply;
  });
}

/** Answers '' when it was done, or what went wrong. */
async function settle(deps: DeskDeps, suggestion: Suggestion, form: URLSearchParams): Promise<string> {
  const outcome = field(form, 'outcome').slice(0, 300);
  const from = suggestion.state;
  const move = (to: Suggestion['state'], say: string) =>
    moveSuggestion(deps.store, { id: suggestion.id, from, to, outcome: say, at: deps.now() });
  if (field(form, 'do') !== 'fetch')
    return move(suggestion.kind === 'report' ? 'settled' : 'declined', outcome)
      ? ''
      : 'Somebody else has already dealt with this one.';
  if (suggestion.url === null || deps.addSuggested === undefined) return 'There is nothing to fetch.';
  return takeUp(deps, suggestion.id, suggestion.url);
}

// The row moves first: two people pressing at once still fetch once.
async function takeUp(deps: DeskDeps, id: number, url: string): Promise<string> {
  const begun = { id, from: 'queued', to: 'checking', outcome: '', at: deps.now() } as const;
  if (!moveSuggestion(deps.store, begun)) return 'Somebody else has already dealt with this one.';
  const added = (await deps.addSuggested?.(url)) ?? {
    kind: 'failed' as const,
    say: 'nothing can be fetched here',
  };
  const at = deps.now();
  if (added.kind === 'failed') {
    const outcome = `We could not read that page: ${added.say}.`;
    moveSuggestion(deps.store, { id, from: 'checking', to: 'declined', outcome, at });
    return outcome;
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
  return '';
}

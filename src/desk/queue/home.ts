import type { Person } from '../../model/person.ts';
import { tellRounds, type Told } from '../../review/rounds-told.ts';
import { unseenMentions } from '../../store/mentions.ts';
import { isStoreError } from '../../store/open.ts';
import { happenedSince, noteVisit, waitingFor } from '../../store/visits.ts';
import { mayAct } from '../../web/access.ts';
import { longTime } from '../../web/words.ts';
import type { DeskDeps } from '../deps.ts';

/** What the head of the queue tells whoever comes: what happened meanwhile, what waits for them, how the rounds stand. */
export type Home = {
  readonly since: string | undefined;
  readonly waits: readonly { readonly say: string; readonly href: string }[];
  readonly rounds: readonly Told[];
};

export function homeOf(deps: DeskDeps, person: Person): Home {
  return {
    since: sinceWords(deps, person),
    waits: waitsOf(deps, person),
    rounds: tellRounds(deps.store, deps.sources, deps.now()),
  };
}

function sinceWords({ store, now }: DeskDeps, { id }: Person): string | undefined {
  const before = visitBefore(store, id, now());
  if (before === undefined) return undefined;
  const { came, decided, accepted } = happenedSince(store, before, id);
  const others =
    decided === 0
      ? 'nothing decided by others'
      : `${decided} decided by others, ${accepted} of them accepted`;
  return `Since your last visit (${longTime(before)}): ${came === 0 ? 'nothing new' : `${came} new`}, ${others}.`;
}

// That somebody is here must not keep them from reading, while the disk is full or the store is busy.
function visitBefore(store: DeskDeps['store'], reviewerId: number, now: number): number | undefined {
  try {
    return noteVisit(store, reviewerId, now);
  } catch (error) {
    if (!isStoreError(error)) throw error;
    return undefined;
  }
}

function waitsOf({ store }: DeskDeps, { id, role }: Person) {
  const mentions = unseenMentions(store, id);
  const { second, assigned, toPublish, suggestions } = waitingFor(store, id);
  const mayDecide = mayAct(role, 'reviewer');
  const mayEdit = mayAct(role, 'editor');
  return [
    { n: assigned, say: `${assigned} for you`, href: '/desk?view=assigned', isYours: mayDecide },
    {
      n: mentions,
      say: `${mentions} with a note that mentions you`,
      href: '/desk?view=mentions',
      isYours: true,
    },
    { n: second, say: `${second} for a second opinion`, href: '/desk?view=disagreement', isYours: mayDecide },
    { n: toPublish, say: `${toPublish} accepted, to be published`, href: '/desk/publish', isYours: mayEdit },
    {
      n: suggestions,
      say: `${suggestions} suggested by readers`,
      href: '/desk/suggestions',
      isYours: mayEdit,
    },
  ].filter(({ n, isYours }) => n > 0 && isYours);
}

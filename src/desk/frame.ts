import { savedViews } from '../store/reviewers.ts';
import { mayAct } from '../web/access.ts';
import { progressWords } from '../review/claim-next.ts';
import type { DeskDeps } from './deps.ts';
import { keysOf } from './keys.ts';
import type { Person } from '../model/person.ts';
import { type DeskView, VIEWS } from '../review/view-query.ts';

/** What every page of the desk shows around its content. */
export function frameOf(deps: Pick<DeskDeps, 'store' | 'lookRound'>, person: Person, view?: DeskView) {
  return {
    homeUrl: '/desk',
    person: {
      name: person.name,
      role: person.role,
      token: person.formToken ?? '',
      mayDecide: mayAct(person.role, 'reviewer'),
      mayEdit: mayAct(person.role, 'editor'),
      mayManage: mayAct(person.role, 'admin'),
      mayLookRound: deps.lookRound !== undefined,
    },
    keys: keysOf(person.keys),
    ...(view === undefined
      ? {}
      : {
          view,
          // '' or '?view=…', ready to be put behind a path
          query: view.query === '' ? '' : `?${view.query}`,
          views: VIEWS,
          saved: savedViews(deps.store, person.id),
          progress: progressWords(deps.store, view, person.id),
        }),
  };
}

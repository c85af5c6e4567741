import type { Person } from '../model/person.ts';
import { type DeskView, readView, type ViewWords } from '../review/view-query.ts';
import type { DeskDeps } from './deps.ts';

/** The view that an address or a form names, for whoever looks at it now. */
export function viewOf({ now, rules }: DeskDeps, words: ViewWords, person: Pick<Person, 'id'>): DeskView {
  return readView(words, { id: person.id, now: now(), strong: rules.thresholds.strong });
}

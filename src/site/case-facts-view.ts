import type { Entry } from '../catalogue/entry.ts';
import { BUYING_ROUTES } from '../model/case-facts.ts';
import { longDate } from '../web/words.ts';

/** A fact of a case as its page shows it; `href` where it is something to go to. */
export type FactView = { readonly name: string; readonly say: string; readonly href: string };

/** What a person confirmed of a case, in the order in which a buyer asks; what nobody confirmed is left out. */
export function caseFactsView({ facts }: Pick<Entry, 'facts'>): FactView[] {
  const { challenge = '', bought = '', result, cost, route, supplier = '', contact = '' } = facts;
  const rows: readonly (readonly [string, string, string?])[] = [
    ['The challenge', challenge],
    ['What was bought', bought],
    ['How', BUYING_ROUTES.find(({ slug }) => slug === route)?.label ?? ''],
    ['Result', result?.say ?? ''],
    ['Cost', cost?.say ?? ''],
    ['Supplier', supplier],
    ['Term', termWords(facts)],
    ['Whom to ask', contact, contactLink(contact)],
  ];
  return rows.filter(([, say]) => say !== '').map(([name, say, href = '']) => ({ name, say, href }));
}

function termWords({ starts, months }: Entry['facts']): string {
  const from = starts === undefined ? '' : `from ${longDate(starts)}`;
  return [months === undefined ? '' : monthWords(months), from].filter((part) => part !== '').join(', ');
}

/** `48` as "4 years", `18` as "18 months". */
function monthWords(months: number): string {
  const [count, unit] = months >= 12 && months % 12 === 0 ? [months / 12, 'year'] : [months, 'month'];
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}

/** Where a contact leads that is an address of a page or of a mailbox; '' for one in other words. */
export function contactLink(contact: string): string {
  if (/^(?:https?:\/\/|mailto:)\S+$/.test(contact)) return contact;
  return /^[^\s@:<>"]+@[^\s@:<>"]+\.[^\s@:<>"]+$/.test(contact) ? `mailto:${contact}` : '';
}

import * as z from 'zod';
import { defined } from '../../base/defined.ts';
import type { Problem } from '../../catalogue/publish.ts';
import { BUYING_ROUTES, type CaseFacts } from '../../model/case-facts.ts';
import { textUpTo } from '../../web/fields.ts';

const line = textUpTo(300);

/** The facts of a case as a form sends them, each in one field. */
export const factsWords = {
  challenge: line,
  bought: line,
  cost: line,
  amount: textUpTo(20),
  result: line,
  value: textUpTo(20),
  unit: textUpTo(40),
  route: textUpTo(20),
  supplier: line,
  starts: textUpTo(10),
  months: textUpTo(4),
  contact: line,
};

const Sent = z.object(factsWords);
export type FactsSent = z.infer<typeof Sent>;

/** Reads the facts of a form; what is empty is left out, what cannot be read is a problem in words. */
export function readCaseFacts(sent: FactsSent): {
  readonly facts: CaseFacts;
  readonly problems: readonly Problem[];
} {
  const say = (text: string) => (text === '' ? undefined : text);
  const amount = numberOf(sent.amount);
  const value = numberOf(sent.value);
  const months = numberOf(sent.months);
  const wrong = [
    sent.amount !== '' && amount === undefined && 'Give the cost in pounds as a number, like 25000000.',
    sent.amount !== '' && sent.cost === '' && 'Say what the cost is, next to its number.',
    sent.cost !== '' && sent.amount === '' && 'Give the cost as a number, too, or empty it.',
    sent.value !== '' && value === undefined && 'Give the result as a number, like 68.',
    sent.result === '' &&
      sent.value + sent.unit !== '' &&
      'Say what the result is, next to its number, or empty that.',
    sent.months !== '' && months === undefined && 'Give the length in months as a number.',
    sent.starts !== '' &&
      !/^\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?$/.test(sent.starts) &&
      'Give the start as 2024, 2024-09 or 2024-09-20.',
  ];
  const facts = defined({
    challenge: say(sent.challenge),
    bought: say(sent.bought),
    cost: sent.cost === '' || amount === undefined ? undefined : { amount, currency: 'GBP', say: sent.cost },
    result:
      sent.result === '' ? undefined : { say: sent.result, ...defined({ value, unit: say(sent.unit) }) },
    route: BUYING_ROUTES.find(({ slug }) => slug === sent.route)?.slug,
    supplier: say(sent.supplier),
    starts: say(sent.starts),
    months,
    contact: say(sent.contact),
  });
  return {
    facts,
    problems: wrong.flatMap((words) => (words === false ? [] : [{ field: 'facts', say: words }])),
  };
}

/** The facts of a case as the fields of a form hold them. */
export function factsAsSent(facts: CaseFacts): FactsSent {
  const text = (value: string | number | undefined) => (value === undefined ? '' : String(value));
  const { challenge, bought, cost, result, route, supplier, starts, months, contact } = facts;
  return {
    challenge: text(challenge),
    bought: text(bought),
    cost: text(cost?.say),
    amount: text(cost?.amount),
    result: text(result?.say),
    value: text(result?.value),
    unit: text(result?.unit),
    route: text(route),
    supplier: text(supplier),
    starts: text(starts),
    months: text(months),
    contact: text(contact),
  };
}

/** The fields that show what is known of a case, or was typed, each with the sentence of the text that it was read from. */
export function factsFields(sent: FactsSent, places: Readonly<Partial<Record<keyof CaseFacts, string>>>) {
  const short = { short: true };
  return [
    { name: 'challenge', label: 'The challenge', value: sent.challenge },
    { name: 'bought', label: 'What was bought', value: sent.bought },
    { name: 'cost', label: 'What it cost, in words', value: sent.cost, place: places.cost },
    { name: 'amount', label: 'The cost in pounds, as a number', value: sent.amount, ...short },
    { name: 'result', label: 'The result, in words', value: sent.result, place: places.result },
    { name: 'value', label: 'The result as a number', value: sent.value, ...short },
    { name: 'unit', label: 'Its unit', value: sent.unit, ...short },
    { name: 'supplier', label: 'Supplier', value: sent.supplier, place: places.supplier },
    {
      name: 'starts',
      label: 'From when: 2024, 2024-09 or 2024-09-20',
      value: sent.starts,
      place: places.starts,
      ...short,
    },
    { name: 'months', label: 'For how many months', value: sent.months, place: places.months, ...short },
    {
      name: 'contact',
      label: 'Whom to ask: an office, not a private person',
      value: sent.contact,
      place: places.contact,
    },
  ];
}

function numberOf(text: string): number | undefined {
  return /^\d{1,12}(?:\.\d{1,4})?$/.test(text.replaceAll(',', ''))
    ? Number(text.replaceAll(',', ''))
    : undefined;
}

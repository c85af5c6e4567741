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
    sent.value !== '' && value === undefined && 'Give the result as a number, like 68.',
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

/** The fields that show what is known of a case, each with the sentence of the text that it was read from. */
export function factsFields(facts: CaseFacts, places: Readonly<Partial<Record<keyof CaseFacts, string>>>) {
  const text = (value: string | number | undefined) => (value === undefined ? '' : String(value));
  return [
    { name: 'challenge', label: 'The challenge', value: text(facts.challenge) },
    { name: 'bought', label: 'What was bought', value: text(facts.bought) },
    { name: 'cost', label: 'What it cost, in words', value: text(facts.cost?.say), place: places.cost },
    {
      name: 'amount',
      label: 'The cost in pounds, as a number',
      value: text(facts.cost?.amount),
      short: true,
    },
    { name: 'result', label: 'The result, in words', value: text(facts.result?.say), place: places.result },
    { name: 'value', label: 'The result as a number', value: text(facts.result?.value), short: true },
    { name: 'unit', label: 'Its unit', value: text(facts.result?.unit), short: true },
    { name: 'supplier', label: 'Supplier', value: text(facts.supplier), place: places.supplier },
    {
      name: 'starts',
      label: 'From when: 2024, 2024-09 or 2024-09-20',
      value: text(facts.starts),
      place: places.starts,
      short: true,
    },
    {
      name: 'months',
      label: 'For how many months',
      value: text(facts.months),
      short: true,
      place: places.months,
    },
    {
      name: 'contact',
      label: 'Whom to ask: an office, not a private person',
      value: text(facts.contact),
      place: places.contact,
    },
  ];
}

function numberOf(text: string): number | undefined {
  return /^\d{1,12}(?:\.\d{1,4})?$/.test(text.replaceAll(',', ''))
    ? Number(text.replaceAll(',', ''))
    : undefined;
}

import { allCouncils } from '../../classify/councils/councils.ts';
import { buyerByCode, otherBuyers, resolveBuyer } from '../../classify/councils/buyers.ts';
import { foldSpace } from '../../base/text.ts';
import { slugOf } from '../../catalogue/entry.ts';

/** A buyer as a form has it: its code, and what it is called. */
type TypedBuyer = { readonly code: string; readonly name: string };

/** How a person says that they mean somebody whom no list of ours has. */
const STRANGER = /^buyer:\s*(?=.)/i;

/**
 * The buyer that a person typed: one of ours by any of its names or codes, or any other where they say `buyer: City of Malmö`,
 * which is known by the slug of its name. Undefined for a name that may as well be a slip.
 */
export function readBuyer(typed: string): TypedBuyer | undefined {
  const name = foldSpace(typed.replace(STRANGER, '')).slice(0, 120);
  const known = resolveBuyer(name);
  if (known !== undefined) return { code: known.code, name: known.name };
  return STRANGER.test(typed) ? { code: slugOf(name), name } : undefined;
}

/** A buyer as `readBuyer` would read it again; `name` is what it is called where no list of ours has it. */
export function typedBuyer({ code, name }: TypedBuyer): string {
  return buyerByCode(code)?.name ?? `buyer: ${name}`;
}

/** The names that a form offers. */
export function buyerNames(): string[] {
  return [...allCouncils(), ...otherBuyers()].map(({ name }) => name);
}

/** What is said of a name that nobody knows. */
export const OTHER_BUYER = 'For a buyer that is on no list of ours, write “buyer: ” before its name.';

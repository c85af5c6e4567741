import { isPersonal, isRole } from './person.ts';

const AND = /; ?|,? (?:and|&|und|et|y|e|og|och|en) (?=\p{Lu})/u;

/**
 * Those of several who are each said to be something ("Jane Roe, Head of Parks and Leisure, and Tom Pike, Director"), joined by commas;
 * undefined where fewer than two are.
 */
export function namesWithRoles(text: string): string | undefined {
  if (!text.includes(',')) return undefined;
  const parts = text.split(AND).flatMap((piece) => toldIn(piece.split(', ')));
  const names = parts.filter(({ isName }) => isName).map(({ said }) => said);
  const isTold = parts[0]?.isName === true && parts.some(({ isName, said }) => !isName && isRole(said));
  return names.length > 1 && isTold ? names.join(', ') : undefined;
}

type Part = { readonly said: string; readonly isName: boolean };

/** A name opens its piece, or stands before a role within it: a place stands there, too. */
function toldIn(piece: readonly string[]): readonly Part[] {
  return piece.map((said, at) => ({
    said,
    isName: isPersonal(said) && (at === 0 || isRole(piece[at + 1] ?? '')),
  }));
}

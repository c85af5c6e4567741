import type { ReviewerRow } from '../store/reviewers.ts';

type Named = Pick<ReviewerRow, 'id' | 'name' | 'email'>;

/**
 * Whom a note mentions: `@` and a whole name, a first name, or what stands before the @ of an address. The longest that fits
 * counts, so that “@Ana Li” is not any other Ana; where two people fit alike, both are meant. Answers ids, each once.
 */
export function mentionedIn<P extends Named>(note: string, people: readonly P[]): P[] {
  const starts = [...note.matchAll(/(?<![\p{L}\p{N}._%+-])@/gu)].map(({ index }) => note.slice(index + 1));
  const found = starts.flatMap((after) => {
    const lengths = people.map((person) => longestFit(after, person));
    const most = Math.max(0, ...lengths);
    return most === 0 ? [] : people.filter((_person, index) => lengths[index] === most);
  });
  return [...new Set(found)];
}

function longestFit(after: string, { name, email }: Named): number {
  const folded = after.toLowerCase();
  const fits = [name, name.split(' ')[0] ?? '', email, email.split('@')[0] ?? '']
    .map((one) => one.trim().toLowerCase())
    .filter(
      (one) => one !== '' && folded.startsWith(one) && !/^[\p{L}\p{N}]/u.test(folded.slice(one.length)),
    );
  return Math.max(0, ...fits.map(({ length }) => length));
}

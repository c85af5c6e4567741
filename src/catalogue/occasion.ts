import { resolveCouncil } from '../classify/councils.ts';
import type { Occasion } from './showcase.ts';

/** What another site asks for: a council by any of its names, and a kind of contract. What nobody knows is left open, never refused. */
export function readOccasion(query: URLSearchParams): Occasion {
  const council = resolveCouncil((query.get('council') ?? '').slice(0, 100));
  return { topics: [], ...(council === undefined ? {} : { council }) };
}

import { describe, expect, it } from 'vitest';
import { isHealthy } from '../../src/model/outcome.ts';
import { createChance } from '../../src/trials/chance.ts';
import { firstDay, recordedSites } from './first-day.ts';
import { wrongGuesses } from './wrong-guesses.ts';
import { SOAK } from '../some-of.ts';

const sites = await recordedSites();

describe('the first run of a bundled adapter', () => {
  it.each(sites)('is well on $id as it was recorded, and expects something of it', ({ source, right }) => {
    expect(right.health).toEqual({ outcome: 'ok_new', reasons: [], rules: [] });
    expect(source.expect?.card).toContain('title');
  });

  const guesses = sites.flatMap(({ id, source, opening, right }) =>
    wrongGuesses(source).map(({ name, source: wrong }) => ({ id, name, wrong, opening, right })),
  );

  type Guess = (typeof guesses)[number];
  type Day = ReturnType<typeof firstDay>;
  // Each guess is lived through once, whichever seeds draw it.
  const days = new Map<Guess, Day>();
  const dayOf = (guess: Guess): Day => {
    const day = days.get(guess) ?? firstDay(guess.opening, guess.wrong);
    days.set(guess, day);
    return day;
  };

  it.skipIf(!SOAK).each([1, 2, 3])(
    'tells at least 95 of 100 wrong guesses that change what is read, of 200 at random (seed %i)',
    (seed) => {
      const chance = createChance(seed);
      const some: (Guess & { readonly day: Day })[] = [];
      for (const guess of guesses.toSorted(() => chance() - 0.5)) {
        if (some.length === 200) break;
        const day = dayOf(guess);
        if (day.reading.join('\n') !== guess.right.reading.join('\n')) some.push({ ...guess, day });
      }
      const missed = some.filter(({ day }) => isHealthy(day.health.outcome));
      expect(some.length).toBeGreaterThanOrEqual(150);
      expect(
        missed.length / some.length,
        missed.map(({ id, name }) => `${id}: ${name}`).join('; '),
      ).toBeLessThanOrEqual(0.05);
    },
  );
});

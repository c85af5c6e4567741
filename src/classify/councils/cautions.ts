import { readFacts } from '../facts.ts';

/**
 * A short name that is not enough by itself. `word`: an ordinary word (Reading). `name`: also a surname, a place abroad or a
 * thing named after the place (Kent). `bare`: enough, unless the post names the council `also` in full (Newcastle-under-Lyme).
 */
export type Caution = { readonly kind: 'word' | 'name' | 'bare'; readonly also: string };

/** What to mind about a council's short name, if anything. */
export function cautionFor(name: string): Caution | undefined {
  cautions ??= new Map(
    readFacts('cautions').map(({ name = '', kind, also = '' }) => [
      name,
      { kind: kind === 'name' || kind === 'bare' ? kind : 'word', also },
    ]),
  );
  return cautions.get(name);
}

let cautions: ReadonlyMap<string, Caution> | undefined;

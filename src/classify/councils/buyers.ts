import { cellList, readFacts } from '../facts.ts';
import { type Council, councilByCode, nameKey, resolveCouncil } from './councils.ts';

/** A public buyer: a council, or another body such as a combined authority, a consortium or a police force. */
export type Buyer = Pick<Council, 'code' | 'name' | 'shortName' | 'aliases' | 'nation'> & {
  /** `council`, or as public-bodies.csv has it: `combined-authority`. */
  readonly kind: string;
};

type Bodies = { readonly byCode: ReadonlyMap<string, Buyer>; readonly byKey: ReadonlyMap<string, Buyer> };

let loaded: Bodies | undefined;

function bodies(): Bodies {
  loaded ??= makeBodies();
  return loaded;
}

function makeBodies(): Bodies {
  const byCode = new Map<string, Buyer>();
  const byKey = new Map<string, Buyer>();
  for (const {
    code = '',
    gss = '',
    name = '',
    short_name: shortName = '',
    aliases = '',
    kind = '',
    nation = '',
  } of readFacts('public-bodies')) {
    const buyer = { code, name, shortName, aliases: cellList(aliases), kind, nation };
    byCode.set(code, buyer);
    for (const one of [code, gss, name, shortName, ...buyer.aliases]) {
      const key = nameKey(one);
      if (key !== '' && !byKey.has(key)) byKey.set(key, buyer);
    }
  }
  return { byCode, byKey };
}

/** The buyer of a code: a council, present or former, or another body that we know by name. */
export function buyerByCode(code: string): Buyer | undefined {
  const council = councilByCode(code);
  return council === undefined ? bodies().byCode.get(code) : { ...council, kind: 'council' };
}

/** The buyer that someone means by a code, a GSS code, a slug or a name; councils win. */
export function resolveBuyer(wanted: string): Buyer | undefined {
  const council = resolveCouncil(wanted);
  return council === undefined ? bodies().byKey.get(nameKey(wanted)) : { ...council, kind: 'council' };
}

/** Every buyer that we know by name and that is no council. */
export function otherBuyers(): readonly Buyer[] {
  return [...bodies().byCode.values()];
}

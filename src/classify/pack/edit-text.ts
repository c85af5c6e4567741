import { isMap, isNode, isSeq, parseDocument } from 'yaml';

/** Lines of a pack's text that one rule takes, from and to (end exclusive), and how far its dash is set in. */
type Place = { readonly from: number; readonly to: number; readonly indent: number };

const IN_SHADOW = /\bstatus:(\s*)shadow\b/;

/** The text of one rule of a pack, as it stands there and set in no more; undefined where there is none of this id. */
export function ruleText(pack: string, id: string): string | undefined {
  const place = placesIn(pack).get(id);
  if (place === undefined) return undefined;
  const lines = pack.split('\n').slice(place.from, place.to);
  return lines
    .map((line) => (line.slice(0, place.indent).trim() === '' ? line.slice(place.indent) : line))
    .join('\n');
}

/** A pack with one rule put in another's place, or behind the last where there is none of this id; '' takes it away. */
export function withRule(pack: string, id: string, rule: string): string {
  const places = placesIn(pack);
  const last = [...places.values()].at(-1);
  if (last === undefined) return pack;
  const place = places.get(id) ?? { from: last.to, to: last.to, indent: last.indent };
  const lines = pack.split('\n');
  const wanted = rule
    .trimEnd()
    .split('\n')
    .map((line) => (line.trim() === '' ? '' : `${' '.repeat(place.indent)}${line}`));
  lines.splice(place.from, place.to - place.from, ...(rule.trim() === '' ? [] : wanted));
  return lines.join('\n');
}

/** A pack with a rule in shadow given another status; undefined where it has none of this id there. */
export function withStatus(pack: string, rule: string, status: 'active' | 'retired'): string | undefined {
  // Most packs have none there, and to find the rule all of the pack is read.
  if (!IN_SHADOW.test(pack)) return undefined;
  const text = ruleText(pack, rule);
  const changed = text?.replace(IN_SHADOW, `status:$1${status}`);
  return changed === undefined || changed === text ? undefined : withRule(pack, rule, changed);
}

type Places = ReadonlyMap<string, Place>;
/** A pack takes a tenth of a second to read, and one act asks for its places more than once. */
let lastRead: { readonly pack: string; readonly places: Places } | undefined;

function placesIn(pack: string): Places {
  if (lastRead?.pack !== pack) lastRead = { pack, places: readPlaces(pack) };
  return lastRead.places;
}

function readPlaces(pack: string): Places {
  const places = new Map<string, Place>();
  const rules = parseDocument(pack).get('rules', true);
  if (!isSeq(rules)) return places;
  const lines = pack.split('\n');
  const starts = rules.items.map((item) =>
    isNode(item) && item.range ? pack.slice(0, item.range[0]).split('\n').length - 1 : -1,
  );
  const end = rules.range ? pack.slice(0, rules.range[2]).trimEnd().split('\n').length : lines.length;
  for (const [at, item] of rules.items.entries()) {
    const from = starts[at] ?? -1;
    const id = isMap(item) ? item.get('id') : undefined;
    if (from === -1 || typeof id !== 'string') continue;
    let to = starts[at + 1] ?? end;
    // What stands between two rules speaks of the next.
    while (to > from + 1 && /^\s*(?:#.*)?$/.test(lines[to - 1] ?? '')) to -= 1;
    places.set(id, { from, to, indent: (lines[from] ?? '').indexOf('-') });
  }
  return places;
}

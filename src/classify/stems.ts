/** Endings of English verbs, and of the nouns and adjectives made from them, as they follow a stem written without its last `e`. */
const ENDINGS = words(`
  e es ed er ers ing ings s d ment ments ement ements
  ion ions ation ations ition itions tion tions ication ications
  able ible ability ance ances ence ences ant ants ent ents ancy ency
  al als ally or ors ory ive ives ively y ies ied ier iers ying
  ise ises ised ising isation ize izes ized izing ization
`);
/** What may follow a stem that is a whole word ending in `e`: first after the `e`, then in its place. */
const AFTER_E = ['', ...words('s d r rs ment ments')];
const FOR_E = words('ing ings able ability al als ion ions ation ations or ors ant ants ance ances ive');
/** What may take the place of a final `y`: `supply~` takes *supplies* and *suppliers*. */
const FOR_Y = words('y ys ies ied ier iers ying yings ication ications');
const DOUBLED = words('ed er ers ing ings able');

const SHORTEST = 3;

/** Other spellings of a unit: a rule about `# tonne~` is about `500 tCO2e` too. */
const SPELLINGS: Readonly<Record<string, readonly string[]>> = {
  tonne: words('ton tons tco2e tco2 tco2eq ktco2e ktco2 mtco2e mtco2 kilotonne kilotonnes'),
};

/**
 * Every word that `stem~` takes: the stem with an ending of a closed list, by English spelling rules (`cut~` takes *cutting*,
 * `procure~` *procuring*, `supply~` *supplier*), and nothing else that merely begins alike (`sav~` takes *savings*, never
 * *savour*). Words in `exceptions` are left out. Endings are over-generated (*saver*, *savement*): what is not a word is met in no text.
 * @returns [] when the stem is shorter than three letters.
 */
export function formsOf(stem: string, exceptions: ReadonlySet<string> = new Set()): string[] {
  if (stem.length < SHORTEST) return [];
  const forms = new Set(inflect(stem));
  for (const spelling of SPELLINGS[stem] ?? []) forms.add(spelling);
  return [...forms].filter((form) => !exceptions.has(form));
}

function inflect(stem: string): string[] {
  const root = stem.slice(0, -1);
  if (stem.endsWith('e')) return [...AFTER_E.map((end) => stem + end), ...FOR_E.map((end) => root + end)];
  if (/[^aeiou]y$/.test(stem)) return FOR_Y.map((end) => root + end);
  const plain = ['', ...ENDINGS].map((end) => stem + end);
  const doubles = /[aeiou][bdglmnprt]$/.test(stem);
  return doubles ? [...plain, ...DOUBLED.map((end) => stem + stem.at(-1) + end)] : plain;
}

function words(text: string): string[] {
  return text.trim().split(/\s+/);
}

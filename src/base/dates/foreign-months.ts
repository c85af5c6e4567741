/** Languages whose months are known though no page says its language, besides English and Welsh: those of Europe's publishers, as ICU spells them. */
const LANGUAGES =
  'bg ca cs da de el es et eu fi fr ga gl hr hu is it lt lv nb nl pl pt ro ru sk sl sr sv tr uk'.split(' ');
/** Of what several languages call by one name, none is believed unless the page says its language. */
const AMBIGUOUS = 0;
/** What is written besides what ICU spells: an Austrian January, a German March cut short. */
const ALSO: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  de: { jänner: 1, jän: 1, feber: 2, mrz: 3 },
};

const byLanguage = new Map<string, ReadonlyMap<string, number>>();
let shared: ReadonlyMap<string, number> | undefined;

/**
 * The number of a month from 1 by its name in the language of a page (BCP 47); where none is told, in any language where no other means a different
 * month by it (Croatian listopad is October, Polish listopad November). Names are those of the Unicode CLDR, full or cut to three
 * letters or more ("ott", "okt.", "févr."); undefined for any other word.
 */
export function foreignMonth(word: string, language?: string): number | undefined {
  const name = foldedName(word);
  if (name.length < 2) return undefined;
  const told = language?.toLowerCase().split(/[-_]/)[0] ?? '';
  // Where the page is in English, a word that is no English month is none.
  if (told === 'en' || told === 'cy') return undefined;
  if (LANGUAGES.includes(told)) return numberOf(namesOf(told), name);
  const own = isKnown(told) ? numberOf(namesOf(told), name) : undefined;
  return own ?? numberOf((shared ??= unambiguous()), name);
}

/** Whether ICU spells the months of a language. */
function isKnown(language: string): boolean {
  return /^[a-z]{2,3}$/.test(language) && Intl.DateTimeFormat.supportedLocalesOf(language).length > 0;
}

function numberOf(names: ReadonlyMap<string, number>, name: string): number | undefined {
  const number = names.get(name);
  return number === AMBIGUOUS ? undefined : number;
}

function unambiguous(): ReadonlyMap<string, number> {
  const all = new Map<string, number>();
  for (const language of LANGUAGES) addAll(all, namesOf(language));
  return all;
}

/** The names of the months as they stand alone and in a date (Polish "styczeń", "5 stycznia"), with their beginnings. */
function namesOf(language: string): ReadonlyMap<string, number> {
  const known = byLanguage.get(language);
  if (known !== undefined) return known;
  const names = new Map<string, number>();
  const alone = new Intl.DateTimeFormat(`${language}-u-ca-gregory`, { month: 'long', timeZone: 'UTC' });
  const inDate = new Intl.DateTimeFormat(`${language}-u-ca-gregory`, { dateStyle: 'long', timeZone: 'UTC' });
  for (let month = 1; month <= 12; month += 1) {
    const day = new Date(Date.UTC(2021, month - 1, 5));
    const parts = inDate.formatToParts(day);
    const at = parts.findIndex(({ type }) => type === 'month');
    const inDay = parts[at]?.value ?? '';
    // Hebrew writes its "of" and the month as one word.
    const of = parts[at - 1]?.value.split(/\P{L}/u).at(-1) ?? '';
    const spelt = [alone.format(day), inDay, `${of}${inDay}`].map(foldedName);
    const cut = spelt.flatMap((name) => [name.slice(0, 3), name.slice(0, 4)]);
    // Hindi's May is two letters long.
    const all = [...spelt.filter((name) => name.length > 1), ...cut.filter((name) => name.length > 2)];
    addAll(names, new Map(all.map((name) => [name, month])));
  }
  const also = Object.entries(ALSO[language] ?? {});
  addAll(names, new Map(also.map(([name, month]) => [foldedName(name), month])));
  byLanguage.set(language, names);
  return names;
}

function addAll(names: Map<string, number>, more: ReadonlyMap<string, number>): void {
  for (const [name, month] of more) {
    const known = names.get(name);
    names.set(name, known === undefined || known === month ? month : AMBIGUOUS);
  }
}

/** Without accents, which are of no script; signs that a script writes its vowels by are letters to it. */
export function foldedName(word: string): string {
  return word
    .toLowerCase()
    .normalize('NFD')
    .replaceAll(/\p{Script=Inherited}|[^\p{L}\p{M}]/gu, '');
}

import { messageOf } from '../base/errors.ts';

/** Makes a value of a variable's text, undefined when it is unset. Throws an Error that says what is wrong with it. */
type Reader<T> = (text: string | undefined) => T;

type Values<Table> = { readonly [Name in keyof Table]: Table[Name] extends Reader<infer T> ? T : never };

/** A variable that is wrong, and what is wrong with it. */
export type SettingFault = { readonly name: string; readonly say: string };

/**
 * Reads each variable of a table; an empty value counts as unset, and so does one that is wrong. By hand, since a schema library
 * costs a cron job that has nothing to do more time than everything else it does.
 */
export function readVariables<Table extends Readonly<Record<string, Reader<unknown>>>>(
  table: Table,
  environment: Readonly<Record<string, string | undefined>>,
): { readonly values: Values<Table>; readonly faults: readonly SettingFault[] } {
  const values: Record<string, unknown> = {};
  const faults: SettingFault[] = [];
  for (const [name, read] of Object.entries(table))
    try {
      values[name] = read(environment[name] === '' ? undefined : environment[name]);
    } catch (error) {
      faults.push({ name, say: messageOf(error) });
      values[name] = read(undefined);
    }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- each name got what its own reader made
  return { values: values as Values<Table>, faults };
}

/** Any text that the pattern fits. */
export function text(pattern = /./, rule = 'must not be empty'): Reader<string | undefined> {
  return (given) => {
    if (given !== undefined && !pattern.test(given)) throw new Error(rule);
    return given;
  };
}

/** Parts of a text; none when it is unset. */
export function list(
  between: RegExp,
  isRight: (part: string) => boolean = () => true,
  rule = '',
): Reader<readonly string[]> {
  return (given = '') => {
    const parts = given.split(between).filter((part) => part !== '');
    const wrong = parts.find((part) => !isRight(part));
    if (wrong !== undefined) throw new Error(`"${wrong}" ${rule}`);
    return parts;
  };
}

export function wholeNumber(usual: number, most: number): Reader<number> {
  return (given) => {
    if (given === undefined) return usual;
    const value = Number(given);
    if (!/^\d+$/.test(given.trim()) || value > most)
      throw new Error(`must be a whole number from 0 to ${most}`);
    return value;
  };
}

/** An absolute address of one of these schemes. */
export function address(...schemes: readonly string[]): Reader<string | undefined> {
  return (given) => {
    const scheme = given === undefined ? undefined : URL.parse(given)?.protocol.slice(0, -1);
    if (given !== undefined && (scheme === undefined || !schemes.includes(scheme)))
      throw new Error(
        `must be an address that begins with ${schemes.map((one) => `${one}://`).join(' or ')}`,
      );
    return given;
  };
}

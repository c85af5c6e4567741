import type { Source } from './source.ts';
import { isTrackingParam } from './tracking-params.ts';

/** One parameter as it is written in an address, its name in lower case besides. */
export type QueryParam = { readonly raw: string; readonly name: string; readonly value: string };

/** What a source says of its parameters, and whose site it is. */
export type ParamRules = Pick<Source, 'hosts' | 'dropParams' | 'keepParams'>;

/** Where a query stands: the path before it, and the source whose site it is. */
type Place = { readonly path: string; readonly source: ParamRules };

/** The parameters of a query (without its `?`) that say which page is meant, in the order they stand. */
export function tellingParams(query: string, place: Place): readonly QueryParam[] {
  const params = query.split('&').map(splitParam);
  const names = new Set(params.map(({ name }) => name));
  return params.filter((param) => param.name !== '' && !isNoise(param, names, place));
}

/** Whether a parameter says nothing of the page: by the source, or else by the public lists. */
function isNoise({ name, value }: QueryParam, names: ReadonlySet<string>, { path, source }: Place): boolean {
  const says = (names: readonly string[] | undefined): boolean =>
    names?.some((one) => one.toLowerCase() === name) ?? false;
  if (says(source.keepParams)) return false;
  if (says(source.dropParams)) return true;
  const hosts = [source.hosts.canonical, ...source.hosts.aliases];
  return isTrackingParam({ name, value }, { names, hosts, path });
}

function splitParam(text: string): QueryParam {
  const at = text.indexOf('=');
  const raw = at === -1 ? text : text.slice(0, at);
  return { raw, name: raw.toLowerCase(), value: at === -1 ? '' : text.slice(at + 1) };
}

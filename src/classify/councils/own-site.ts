import { currentOf, resolveCouncil } from './councils.ts';
import type { Tokens } from '../tokens.ts';

/** A council by whose own site an address is served, with the token range that says so (end exclusive). */
export type OwnSite = { readonly code: string; readonly first: number; readonly end: number };

/** The council of an address such as `https://news.hackney.gov.uk/…` or `https://www.conwy.gov.wales/…`, if it is one. */
export function ownSite(url: Tokens): OwnSite | undefined {
  const host = /^https?:\/\/(?:[\w-]+\.)*?([a-z-]+)\.gov\.(?:uk|wales|scot)(?=[/:?#]|$)/i.exec(url.text);
  const label = host?.[1] ?? '';
  const council = label.length < 4 ? undefined : resolveCouncil(label);
  const [current] = council === undefined ? [] : currentOf(council.code);
  if (current === undefined) return undefined;
  const at = url.text.toLowerCase().indexOf(`${label.toLowerCase()}.gov`);
  const first = url.from.findIndex((from) => from === at);
  return first === -1 ? undefined : { code: current.code, first, end: first + label.split('-').length };
}

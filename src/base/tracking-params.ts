import { TRACKING_NAMES, TRACKING_PREFIXES } from './tracking-names.ts';

/** One query parameter: its name in lower case, its value as written. */
type Param = { readonly name: string; readonly value: string };

/** What decides on parameters that are only sometimes noise: the names beside it, and the site's own hosts. */
type Company = { readonly names: ReadonlySet<string>; readonly hosts: readonly string[] };

/** Values by which a page asks for its copy for printing. */
const PRINT = /^(?:print(?:able|er)?|component)$/i;

/**
 * Whether a parameter never says which post is meant. Names with a meaning on some sites (`ref`, `amp`, `source`, `link_id`) count
 * only with a value or in a company that gives them away; a site's own noise belongs in its `dropParams`.
 */
export function isTrackingParam({ name, value }: Param, { names, hosts }: Company): boolean {
  if (TRACKING_NAMES.has(name) || TRACKING_PREFIXES.some((prefix) => name.startsWith(prefix))) return true;
  if (name === 'amp' || name === 'print' || name === 'printable' || name === 'print_view')
    return /^(?:1|true|yes|y)?$/i.test(value);
  if (name === 'view' || name === 'format' || name === 'layout' || name === 'tmpl' || name === 'output')
    return PRINT.test(value) || (name !== 'layout' && name !== 'tmpl' && value === 'amp');
  if (name === 'ref')
    return value === 'rss' || hosts.includes(value.toLowerCase()) || /^[\w-]+(?:\.[\w-]+)+$/.test(value);
  // Action Network sends these two along with can_id.
  if (name === 'source' || name === 'link_id') return names.has('can_id');
  return false;
}

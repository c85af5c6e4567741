/** One query parameter: its name in lower case, its value as written. */
type Param = { readonly name: string; readonly value: string };

/** What decides on parameters that are only sometimes noise: the names beside it, and the site's own hosts. */
type Company = { readonly names: ReadonlySet<string>; readonly hosts: readonly string[] };

/** Families of names that campaigns, mail senders and analytics add. */
const PREFIXES = [
  'utm_',
  'mtm_',
  'matomo_',
  'pk_',
  'piwik_',
  'hsa_',
  '__hs',
  '_hs',
  'mc_',
  'fb_',
  'oly_',
  'vero_',
  'aspsessionid',
];

/** Single names: click ids of advertising networks and mail senders, session ids, copies for phones. */
const NAMES = new Set(
  `fbclid gclid dclid gbraid wbraid gclsrc srsltid yclid ysclid twclid msclkid ttclid igshid igsh li_fat_id wickedid
  _ga _gl _openstat _ke mkt_tok s_cid rb_clickid trk trkcampaign campaign_id campaign_medium campaign_name campaign_source
  campaign_term campaign_content ml_subscriber ml_subscriber_hash can_id email_referrer email_subject hsctatracking
  cfid cftoken jsessionid phpsessid hs_amp`.split(/\s+/),
);

/**
 * Whether a parameter never says which post is meant. Names with a meaning on some sites (`ref`, `amp`, `source`, `link_id`) count
 * only with a value or in a company that gives them away; a site's own noise belongs in its `dropParams`.
 */
export function isTrackingParam({ name, value }: Param, { names, hosts }: Company): boolean {
  if (NAMES.has(name) || PREFIXES.some((prefix) => name.startsWith(prefix))) return true;
  if (name === 'amp') return /^(?:1|true)?$/.test(value);
  if (name === 'ref')
    return value === 'rss' || hosts.includes(value.toLowerCase()) || /^[\w-]+(?:\.[\w-]+)+$/.test(value);
  // Action Network sends these two along with can_id.
  if (name === 'source' || name === 'link_id') return names.has('can_id');
  return false;
}

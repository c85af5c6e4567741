import { isIP } from 'node:net';
import { isAbsolute, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BESIDE_ENVIRONMENT } from '../base/code-beside.ts';
import { defined } from '../base/defined.ts';
import { Failure } from '../base/errors.ts';
import type { OidcSettings, Settings } from '../base/settings.ts';
import { address, list, readVariables, type SettingFault, text, wholeNumber } from './environment.ts';

/** The project's own folder. */
export const PROJECT_DIR = fileURLToPath(new URL('../..', import.meta.url));

/** What sites are told where nobody has set an address. */
const DEFAULT_CONTACT = 'https://github.com/mysociety/contract-countdown';

const httpUrl = address('http', 'https');

const VARIABLES = {
  LAMPLIGHTER_DATA: text(),
  LAMPLIGHTER_BACKUPS: text(),
  LAMPLIGHTER_SOURCES: list(/:/),
  LAMPLIGHTER_RULES: text(),
  LAMPLIGHTER_CONTACT: text(/.{3}/, 'must be an address that a person reads'),
  LAMPLIGHTER_ALLOW_HOSTS: list(
    /[,\s]+/,
    (one) => /^(?:[^\s/:]+|\[[\da-f:.]+\]):\d+$/i.test(one),
    'is no host with its port, such as intranet.example.org:443',
  ),
  LAMPLIGHTER_MIN_GAP_MS: wholeNumber(5000, 3_600_000),
  REDIS_URL: address('redis', 'rediss'),
  HOST: text(),
  PORT: wholeNumber(3000, 65_535),
  PUBLIC_URL: httpUrl,
  CHROMIUM_PATH: text(),
  HEARTBEAT_URL: httpUrl,
  WAYBACK_KEY: text(),
  WAYBACK_SECRET: text(),
  NO_COLOR: text(),
  TRUSTED_PROXIES: list(
    /[,\s]+/,
    isNetwork,
    'is no address or network of a proxy, such as 10.0.0.2, 172.16.0.0/12 or fd00::/8',
  ),
  AUTH_HEADER: text(/^[\w-]+$/, 'must be the name of a header'),
  OIDC_ISSUER: httpUrl,
  OIDC_CLIENT_ID: text(),
  OIDC_CLIENT_SECRET: text(),
  METRICS_TOKEN: text(/^\S{16,}$/, 'must be 16 characters or longer, without spaces'),
  OIDC_ALLOW: list(/[,\s]+/, (one) => /^[^\s@]*@[^\s@]+$/.test(one), 'is neither an address nor an @domain'),
  SMTP_URL: address('smtp', 'smtps'),
  MAIL_FROM: text(/.{3}/, 'must be an e-mail address'),
  DIGEST_WEBHOOK: httpUrl,
  INCIDENT_WEBHOOK: httpUrl,
  INCIDENT_EMAIL: text(/.{3}/, 'must be an e-mail address'),
};

/** Networks that have a name (RFC 1122, 4291, 3927, 1918, 4193). */
const NAMED_NETWORKS: Readonly<Record<string, readonly string[]>> = {
  loopback: ['127.0.0.0/8', '::1/128'],
  linklocal: ['169.254.0.0/16', 'fe80::/10'],
  uniquelocal: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7'],
};

/** An address or, with the length of its prefix behind a slash, a network; or the name of some. */
function isNetwork(text: string): boolean {
  if (Object.hasOwn(NAMED_NETWORKS, text)) return true;
  const [ip = '', prefix, ...more] = text.split('/');
  if (more.length > 0) return false;
  if (prefix === undefined) return isIP(ip) > 0;
  const bits = isIP(ip) === 6 ? 128 : 32;
  return isIP(ip) > 0 && /^\d{1,3}$/.test(prefix) && Number(prefix) >= 1 && Number(prefix) <= bits;
}

type Environment = ReturnType<typeof readVariables<typeof VARIABLES>>['values'];

/** The names of all variables that are read. */
export const SETTING_NAMES: readonly string[] = Object.keys(VARIABLES);

/** The variables of this process. */
export const ENVIRONMENT: Readonly<Record<string, string | undefined>> = process.env;

/** Those of a command that this process starts. */
export const CHILD_ENVIRONMENT: NodeJS.ProcessEnv = { ...BESIDE_ENVIRONMENT, ...ENVIRONMENT };

/**
 * Reads the settings from an environment; an empty value counts as unset.
 * @throws Failure (`config`) naming each variable that is wrong.
 * @public Of tests, which make settings as a command is given them.
 */
export function readSettings(environment: NodeJS.ProcessEnv = ENVIRONMENT, cwd?: string): Settings {
  const { settings, faults } = judgeSettings(environment, cwd);
  refuseFaults(faults);
  return settings;
}

/** @throws Failure (`config`) naming each variable that is wrong. */
export function refuseFaults(faults: readonly SettingFault[]): void {
  if (faults.length === 0) return;
  const said = faults.map(({ name, say }) => `${name}: ${say}`).join('; ');
  throw new Failure('config', said, { file: 'environment' });
}

/** The settings of an environment as if what is wrong were not set, and what is wrong. */
export function judgeSettings(
  environment: NodeJS.ProcessEnv = ENVIRONMENT,
  cwd: string = process.cwd(),
): { readonly settings: Settings; readonly faults: readonly SettingFault[] } {
  const { values: set, faults } = readVariables(VARIABLES, environment);
  const named = new Set(faults.map(({ name }) => name));
  const more = togetherFaults(set).filter(({ name }) => !named.has(name));
  return { settings: settingsOf(set, cwd), faults: [...faults, ...more] };
}

/** Variables that say something only together. */
function togetherFaults(set: Environment): SettingFault[] {
  const faults: SettingFault[] = [];
  const needs = (name: keyof Environment, isRight: boolean, say: string): void => {
    const value = set[name];
    if (value !== undefined && value !== '' && !isRight) faults.push({ name, say });
  };
  // Without the list anybody could send the header and be whoever they like.
  const proxies = 'needs TRUSTED_PROXIES: the addresses of the proxies that set it';
  needs('AUTH_HEADER', set.TRUSTED_PROXIES.length > 0, proxies);
  const oidc =
    set.OIDC_CLIENT_ID !== undefined && set.OIDC_CLIENT_SECRET !== undefined && set.OIDC_ALLOW.length > 0;
  needs(
    'OIDC_ISSUER',
    oidc,
    'needs OIDC_CLIENT_ID, OIDC_CLIENT_SECRET and OIDC_ALLOW (addresses or @domains that may come in)',
  );
  for (const name of ['OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'] as const)
    needs(name, set.OIDC_ISSUER !== undefined, 'needs OIDC_ISSUER');
  needs('SMTP_URL', set.MAIL_FROM !== undefined, 'needs MAIL_FROM, the address that mail comes from');
  needs('MAIL_FROM', set.SMTP_URL !== undefined, 'needs SMTP_URL, the server that takes the mail');
  if ((set.WAYBACK_KEY === undefined) !== (set.WAYBACK_SECRET === undefined))
    faults.push({
      name: set.WAYBACK_KEY === undefined ? 'WAYBACK_KEY' : 'WAYBACK_SECRET',
      say: 'is missing; set both keys or neither',
    });
  needs('INCIDENT_EMAIL', set.SMTP_URL !== undefined, 'needs SMTP_URL and MAIL_FROM');
  return faults;
}

function settingsOf(set: Environment, cwd: string): Settings {
  const { HOST: host = '127.0.0.1', PORT: port } = set;
  const here = (path: string) => (isAbsolute(path) ? path : resolve(cwd, path));
  return {
    dataDir: here(set.LAMPLIGHTER_DATA ?? 'var'),
    backupDir: here(set.LAMPLIGHTER_BACKUPS ?? join(set.LAMPLIGHTER_DATA ?? 'var', 'backups')),
    sourceDirs: [join(PROJECT_DIR, 'sources'), ...set.LAMPLIGHTER_SOURCES.map(here)],
    isContactGiven: set.LAMPLIGHTER_CONTACT !== undefined,
    contact: set.LAMPLIGHTER_CONTACT ?? DEFAULT_CONTACT,
    allowHosts: set.LAMPLIGHTER_ALLOW_HOSTS,
    minGapMs: set.LAMPLIGHTER_MIN_GAP_MS,
    host,
    port,
    publicUrl: (set.PUBLIC_URL ?? `http://${host}:${port}`).replace(/\/$/, ''),
    colour: set.NO_COLOR === undefined,
    trustedProxies: set.TRUSTED_PROXIES.flatMap((one) => NAMED_NETWORKS[one] ?? [one]),
    ...defined({
      rulesFile: set.LAMPLIGHTER_RULES === undefined ? undefined : here(set.LAMPLIGHTER_RULES),
      redisUrl: set.REDIS_URL,
      chromiumPath: set.CHROMIUM_PATH,
      heartbeatUrl: set.HEARTBEAT_URL,
      authHeader: set.AUTH_HEADER?.toLowerCase(),
      metricsToken: set.METRICS_TOKEN,
      digestWebhook: set.DIGEST_WEBHOOK,
      incidentWebhook: set.INCIDENT_WEBHOOK,
      incidentEmail: set.INCIDENT_EMAIL,
    }),
    ...defined({ wayback: waybackKeys(set), oidc: oidcSettings(set), mail: mailSettings(set) }),
  };
}

function oidcSettings(set: Environment): OidcSettings | undefined {
  const {
    OIDC_ISSUER: issuer,
    OIDC_CLIENT_ID: clientId,
    OIDC_CLIENT_SECRET: clientSecret,
    OIDC_ALLOW: allow,
  } = set;
  if (issuer === undefined || clientId === undefined || clientSecret === undefined) return undefined;
  return { issuer, clientId, clientSecret, allow };
}

function mailSettings({ SMTP_URL: smtpUrl, MAIL_FROM: from }: Environment): Settings['mail'] {
  return smtpUrl === undefined || from === undefined ? undefined : { smtpUrl, from };
}

function waybackKeys({ WAYBACK_KEY: key, WAYBACK_SECRET: secret }: Environment): Settings['wayback'] {
  return key === undefined || secret === undefined ? undefined : { key, secret };
}

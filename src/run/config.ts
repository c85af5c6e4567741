import { isAbsolute, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defined } from '../base/defined.ts';
import { Failure } from '../base/errors.ts';
import type { OidcSettings, Settings } from '../base/settings.ts';
import { address, list, readVariables, text, wholeNumber } from './environment.ts';

/** The project's own folder. */
export const PROJECT_DIR = fileURLToPath(new URL('../..', import.meta.url));

const httpUrl = address('http', 'https');

const VARIABLES = {
  LAMPLIGHTER_DATA: text(),
  LAMPLIGHTER_BACKUPS: text(),
  LAMPLIGHTER_SOURCES: list(/:/),
  LAMPLIGHTER_RULES: text(),
  LAMPLIGHTER_CONTACT: text(/.{3}/, 'must be an address that a person reads'),
  LAMPLIGHTER_ALLOW_HOSTS: list(/[,\s]+/),
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
  TRUSTED_PROXIES: list(/[,\s]+/),
  AUTH_HEADER: text(/^[\w-]+$/, 'must be the name of a header'),
  OIDC_ISSUER: httpUrl,
  OIDC_CLIENT_ID: text(),
  OIDC_CLIENT_SECRET: text(),
  OIDC_ALLOW: list(/[,\s]+/),
  SMTP_URL: address('smtp', 'smtps'),
  MAIL_FROM: text(/.{3}/, 'must be an e-mail address'),
  DIGEST_WEBHOOK: httpUrl,
  INCIDENT_WEBHOOK: httpUrl,
  INCIDENT_EMAIL: text(/.{3}/, 'must be an e-mail address'),
};

type Environment = ReturnType<typeof readVariables<typeof VARIABLES>>;

/**
 * Reads the settings from an environment; an empty value counts as unset.
 * @throws Failure (`config`) naming each variable that is wrong.
 */
export function readSettings(
  environment: NodeJS.ProcessEnv = process.env,
  cwd: string = process.cwd(),
): Settings {
  const set = readVariables(VARIABLES, environment);
  const { HOST: host = '127.0.0.1', PORT: port } = set;
  const wayback = waybackKeys(set.WAYBACK_KEY, set.WAYBACK_SECRET);
  const here = (path: string) => (isAbsolute(path) ? path : resolve(cwd, path));
  return {
    dataDir: here(set.LAMPLIGHTER_DATA ?? 'var'),
    backupDir: here(set.LAMPLIGHTER_BACKUPS ?? join(set.LAMPLIGHTER_DATA ?? 'var', 'backups')),
    sourceDirs: [join(PROJECT_DIR, 'sources'), ...set.LAMPLIGHTER_SOURCES.map(here)],
    isContactGiven: set.LAMPLIGHTER_CONTACT !== undefined,
    contact: set.LAMPLIGHTER_CONTACT ?? 'https://github.com/mysociety/contract-countdown',
    allowHosts: set.LAMPLIGHTER_ALLOW_HOSTS,
    minGapMs: set.LAMPLIGHTER_MIN_GAP_MS,
    host,
    port,
    publicUrl: (set.PUBLIC_URL ?? `http://${host}:${port}`).replace(/\/$/, ''),
    colour: set.NO_COLOR === undefined,
    ...(set.LAMPLIGHTER_RULES === undefined ? {} : { rulesFile: here(set.LAMPLIGHTER_RULES) }),
    ...defined({
      redisUrl: set.REDIS_URL,
      chromiumPath: set.CHROMIUM_PATH,
      heartbeatUrl: set.HEARTBEAT_URL,
      wayback,
    }),
    ...webSettings(set),
  };
}

/** What the server needs beyond a port: whom to believe, and where to send word. */
function webSettings(set: Environment) {
  const headerAlone = set.AUTH_HEADER !== undefined && set.TRUSTED_PROXIES.length === 0;
  if (headerAlone)
    // Without the list anybody could send the header and be whoever they like.
    throw new Failure(
      'config',
      'AUTH_HEADER needs TRUSTED_PROXIES: the addresses of the proxies that set it',
      {
        file: 'environment',
      },
    );
  return {
    trustedProxies: set.TRUSTED_PROXIES,
    ...defined({ authHeader: set.AUTH_HEADER?.toLowerCase() }),
    ...oidcSettings(set),
    ...mailSettings(set),
    ...defined({
      digestWebhook: set.DIGEST_WEBHOOK,
      incidentWebhook: set.INCIDENT_WEBHOOK,
      incidentEmail: set.INCIDENT_EMAIL,
    }),
  };
}

function oidcSettings(set: Environment): { readonly oidc?: OidcSettings } {
  if (set.OIDC_ISSUER === undefined) return {};
  if (set.OIDC_CLIENT_ID === undefined || set.OIDC_CLIENT_SECRET === undefined || set.OIDC_ALLOW.length === 0)
    throw new Failure(
      'config',
      'OIDC_ISSUER needs OIDC_CLIENT_ID, OIDC_CLIENT_SECRET and OIDC_ALLOW (addresses or @domains that may come in)',
      { file: 'environment' },
    );
  const {
    OIDC_ISSUER: issuer,
    OIDC_CLIENT_ID: clientId,
    OIDC_CLIENT_SECRET: clientSecret,
    OIDC_ALLOW: allow,
  } = set;
  return { oidc: { issuer, clientId, clientSecret, allow } };
}

function mailSettings(set: Environment): { readonly mail?: { smtpUrl: string; from: string } } {
  if (set.SMTP_URL === undefined) return {};
  if (set.MAIL_FROM === undefined)
    throw new Failure('config', 'SMTP_URL needs MAIL_FROM, the address that mail comes from', {
      file: 'environment',
    });
  return { mail: { smtpUrl: set.SMTP_URL, from: set.MAIL_FROM } };
}

function waybackKeys(key: string | undefined, secret: string | undefined): Settings['wayback'] {
  if (key === undefined && secret === undefined) return undefined;
  if (key !== undefined && secret !== undefined) return { key, secret };
  const missing = key === undefined ? 'WAYBACK_KEY' : 'WAYBACK_SECRET';
  throw new Failure('config', `${missing}: is missing; set both keys or neither`, { file: 'environment' });
}

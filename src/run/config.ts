import { isAbsolute, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { Failure } from '../base/errors.ts';

/** Everything the environment may set; this file is the only reader of it. Paths are absolute. */
export type Settings = {
  /** Folder of the store and of everything else that a run keeps. */
  readonly dataDir: string;
  /** `sources/` first, then the folders of LAMPLIGHTER_SOURCES. */
  readonly sourceDirs: readonly string[];
  readonly rulesFile?: string;
  /** In the User-Agent: an address that a site's owner can write to. */
  readonly contact: string;
  /** `host:port`s that the private-address guard lets through. */
  readonly allowHosts: readonly string[];
  readonly minGapMs: number;
  readonly redisUrl?: string;
  readonly host: string;
  readonly port: number;
  /** Origin that readers use, without a slash at the end. */
  readonly publicUrl: string;
  readonly chromiumPath?: string;
  readonly heartbeatUrl?: string;
  /** The S3 keys of an archive.org account, for asking it to keep copies; both or neither. */
  readonly wayback?: { readonly key: string; readonly secret: string };
  readonly colour: boolean;
  /** Addresses or networks (CIDR) of proxies that are believed about who is calling; none by default. */
  readonly trustedProxies: readonly string[];
  /** Signing in by a header that a proxy sets; both it and the proxies must be named. */
  readonly authHeader?: string;
  readonly oidc?: OidcSettings;
  readonly mail?: { readonly smtpUrl: string; readonly from: string };
  /** Where the digest of new candidates goes besides e-mail: a Slack-compatible webhook. */
  readonly digestWebhook?: string;
  /** Incidents have a channel of their own. */
  readonly incidentWebhook?: string;
  readonly incidentEmail?: string;
};

/** An OpenID Connect provider, and who may come in by it: e-mail addresses or `@domain`s. */
export type OidcSettings = {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly allow: readonly string[];
};

/** The project's own folder. */
export const PROJECT_DIR = fileURLToPath(new URL('../..', import.meta.url));

const list = (between: RegExp) =>
  z
    .string()
    .default('')
    .transform((text) => text.split(between).filter((part) => part !== ''));

const httpUrl = z.url({ protocol: /^https?$/, error: 'must be an http or https address' });

const EnvironmentSchema = z.object({
  LAMPLIGHTER_DATA: z.string().min(1).default('var'),
  LAMPLIGHTER_SOURCES: list(/:/),
  LAMPLIGHTER_RULES: z.string().min(1).optional(),
  LAMPLIGHTER_CONTACT: z.string().min(3).default('https://github.com/mysociety/contract-countdown'),
  LAMPLIGHTER_ALLOW_HOSTS: list(/[,\s]+/),
  LAMPLIGHTER_MIN_GAP_MS: z.coerce.number().int().min(0).max(3_600_000).default(5000),
  REDIS_URL: z.url({ protocol: /^rediss?$/, error: 'must be a redis:// or rediss:// address' }).optional(),
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  PUBLIC_URL: httpUrl.optional(),
  CHROMIUM_PATH: z.string().min(1).optional(),
  HEARTBEAT_URL: httpUrl.optional(),
  WAYBACK_KEY: z.string().min(1).optional(),
  WAYBACK_SECRET: z.string().min(1).optional(),
  NO_COLOR: z.string().optional(),
  TRUSTED_PROXIES: list(/[,\s]+/),
  AUTH_HEADER: z
    .string()
    .regex(/^[\w-]+$/, 'must be the name of a header')
    .optional(),
  OIDC_ISSUER: httpUrl.optional(),
  OIDC_CLIENT_ID: z.string().min(1).optional(),
  OIDC_CLIENT_SECRET: z.string().min(1).optional(),
  OIDC_ALLOW: list(/[,\s]+/),
  SMTP_URL: z.url({ protocol: /^smtps?$/, error: 'must be an smtp:// or smtps:// address' }).optional(),
  MAIL_FROM: z.string().min(3).optional(),
  DIGEST_WEBHOOK: httpUrl.optional(),
  INCIDENT_WEBHOOK: httpUrl.optional(),
  INCIDENT_EMAIL: z.string().min(3).optional(),
});

type Environment = z.output<typeof EnvironmentSchema>;

/**
 * Reads the settings from an environment; an empty value counts as unset.
 * @throws Failure (`config`) naming each variable that is wrong.
 */
export function readSettings(
  environment: NodeJS.ProcessEnv = process.env,
  cwd: string = process.cwd(),
): Settings {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = EnvironmentSchema.safeParse(given);
  if (!parsed.success)
    throw new Failure(
      'config',
      parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; '),
      { file: 'environment' },
    );
  const set = parsed.data;
  const wayback = waybackKeys(set.WAYBACK_KEY, set.WAYBACK_SECRET);
  const here = (path: string) => (isAbsolute(path) ? path : resolve(cwd, path));
  return {
    dataDir: here(set.LAMPLIGHTER_DATA),
    sourceDirs: [join(PROJECT_DIR, 'sources'), ...set.LAMPLIGHTER_SOURCES.map(here)],
    contact: set.LAMPLIGHTER_CONTACT,
    allowHosts: set.LAMPLIGHTER_ALLOW_HOSTS,
    minGapMs: set.LAMPLIGHTER_MIN_GAP_MS,
    host: set.HOST,
    port: set.PORT,
    publicUrl: (set.PUBLIC_URL ?? `http://${set.HOST}:${set.PORT}`).replace(/\/$/, ''),
    colour: set.NO_COLOR === undefined,
    ...(set.LAMPLIGHTER_RULES === undefined ? {} : { rulesFile: here(set.LAMPLIGHTER_RULES) }),
    ...(set.REDIS_URL === undefined ? {} : { redisUrl: set.REDIS_URL }),
    ...(set.CHROMIUM_PATH === undefined ? {} : { chromiumPath: set.CHROMIUM_PATH }),
    ...(set.HEARTBEAT_URL === undefined ? {} : { heartbeatUrl: set.HEARTBEAT_URL }),
    ...(wayback === undefined ? {} : { wayback }),
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
    ...(set.AUTH_HEADER === undefined ? {} : { authHeader: set.AUTH_HEADER.toLowerCase() }),
    ...oidcSettings(set),
    ...mailSettings(set),
    ...(set.DIGEST_WEBHOOK === undefined ? {} : { digestWebhook: set.DIGEST_WEBHOOK }),
    ...(set.INCIDENT_WEBHOOK === undefined ? {} : { incidentWebhook: set.INCIDENT_WEBHOOK }),
    ...(set.INCIDENT_EMAIL === undefined ? {} : { incidentEmail: set.INCIDENT_EMAIL }),
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

/** Everything the environment may set; `src/run/config.ts` alone reads it. Paths are absolute. */
export type Settings = {
  /** Folder of the store and of everything else that a run keeps. */
  readonly dataDir: string;
  /** Folder of its backups. */
  readonly backupDir: string;
  /** `sources/` first, then the folders of LAMPLIGHTER_SOURCES. */
  readonly sourceDirs: readonly string[];
  readonly rulesFile?: string;
  /** In the User-Agent: an address that a site's owner can write to. */
  readonly contact: string;
  /** Whether whoever runs this gave the contact, or it is the project's own. */
  readonly isContactGiven: boolean;
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
  /** Whoever shows it may read the figures from elsewhere than this machine. */
  readonly metricsToken?: string;
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

import { BlockList, isIP } from 'node:net';
import type { FastifyReply, FastifyRequest } from 'fastify';
import * as oidc from 'openid-client';
import * as z from 'zod';
import { messageOf } from '../base/errors.ts';
import type { Log } from '../base/log.ts';
import { hostKey } from '../fetch/address-guard.ts';
import { guardedFetch } from '../fetch/guarded-fetch.ts';
import { type CookieSettings, identify, startSession } from './session.ts';
import { localPath } from './local-path.ts';
import type { Store } from '../store/open.ts';
import { type ReviewerRow, reviewerByEmail } from '../store/reviewers.ts';
import { accountOf, readClaims } from './oidc-account.ts';
import { verbatim } from '../web/fields.ts';
import { GET_BY_ANYBODY, route } from '../web/route.ts';
import { partOf, sendProblem, type WebPart } from '../web/shell.ts';
import type { Views } from '../web/views.ts';
import type { OidcSettings, Settings } from '../base/settings.ts';

type SsoDeps = {
  readonly store: Store;
  readonly views: Views;
  readonly settings: Settings;
  readonly cookie: CookieSettings;
  readonly log: Log;
  readonly now: () => number;
};

const COOKIE = 'lamplighter-oidc';
/** Where to go after signing in. */
const Goal = z.object({ to: verbatim });

/** Signing in by somebody else's word: an OpenID Connect provider, or a proxy's header. Absent where neither is set. */
export function singleSignOn(
  deps: SsoDeps,
): { readonly part: WebPart; readonly path: string; readonly label: string } | undefined {
  const { oidc: provider, authHeader } = deps.settings;
  if (provider !== undefined)
    return { part: oidcPart(deps, provider), path: '/sign-in/oidc', label: 'Sign in with your organisation' };
  if (authHeader !== undefined)
    return {
      part: headerPart(deps, authHeader),
      path: '/sign-in/proxy',
      label: 'Sign in with your organisation',
    };
  return undefined;
}

/** A proxy in front has signed the person in and names them in a header; nobody but that proxy is believed. */
function headerPart(deps: SsoDeps, header: string): WebPart {
  const trusted = blockListOf(deps.settings.trustedProxies);
  return partOf([
    route({
      ...GET_BY_ANYBODY,
      path: '/sign-in/proxy',
      query: Goal,
      handle: async ({ query, request, reply }) => {
        const email = request.headers[header];
        const isTrusted = isIn(trusted, request.socket.remoteAddress ?? '');
        if (!isTrusted || typeof email !== 'string' || email === '')
          return refuse(deps, reply, 'No trusted proxy has signed you in.');
        return enter(deps, { request, reply }, reviewerByEmail(deps.store, email), query.to);
      },
    }),
  ]);
}

function blockListOf(networks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const network of networks) {
    const [address = '', prefix] = network.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    list.addSubnet(address, prefix === undefined ? (family === 'ipv6' ? 128 : 32) : Number(prefix), family);
  }
  return list;
}

function isIn(list: BlockList, address: string): boolean {
  const plain = address.replace(/^::ffff:/, '');
  return isIP(plain) !== 0 && list.check(plain, isIP(plain) === 6 ? 'ipv6' : 'ipv4');
}

type Exchange = { readonly request: FastifyRequest; readonly reply: FastifyReply };

/** The code flow with PKCE; what must come back unchanged waits in a cookie for ten minutes. */
function oidcPart(deps: SsoDeps, provider: OidcSettings): WebPart {
  let found: Promise<oidc.Configuration> | undefined;
  const configuration = () => {
    found ??= discover(provider, deps.settings.allowHosts).catch((error: unknown) => {
      // Asked again the next time: a provider that was away must not shut everybody out until a restart.
      found = undefined;
      throw error;
    });
    return found;
  };
  return partOf([
    route({
      ...GET_BY_ANYBODY,
      path: '/sign-in/oidc',
      query: Goal,
      handle: ({ query, reply }) => sendToProvider(deps, reply, query.to, configuration),
    }),
    // What the provider sends back is judged whole by openid-client, from the address as it came.
    route({
      ...GET_BY_ANYBODY,
      path: '/sign-in/oidc/back',
      handle: ({ request, reply }) => comeBack(deps, { request, reply }, { configuration, provider }),
    }),
  ]);
}

function discover(
  { issuer, clientId, clientSecret }: OidcSettings,
  allowHosts: readonly string[],
): Promise<oidc.Configuration> {
  const address = new URL(issuer);
  const isLoopback = /^(?:localhost|127\.0\.0\.1|\[::1\])$/.test(address.hostname);
  // The provider itself may live on the organisation's own network: whoever set its address meant it.
  const fetch = guardedFetch([...allowHosts, hostKey(address)]);
  return oidc.discovery(address, clientId, clientSecret, undefined, {
    [oidc.customFetch]: fetch,
    ...(isLoopback ? { execute: [oidc.allowInsecureRequests] } : {}),
  });
}

async function sendToProvider(
  deps: SsoDeps,
  reply: FastifyReply,
  to: string,
  configuration: () => Promise<oidc.Configuration>,
): Promise<FastifyReply> {
  try {
    const verifier = oidc.randomPKCECodeVerifier();
    const state = oidc.randomState();
    const nonce = oidc.randomNonce();
    const url = oidc.buildAuthorizationUrl(await configuration(), {
      redirect_uri: `${deps.settings.publicUrl}/sign-in/oidc/back`,
      scope: 'openid email profile',
      code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      state,
      nonce,
    });
    const kept = new URLSearchParams({ verifier, state, nonce, to });
    const { secure } = deps.cookie;
    void reply.setCookie(COOKIE, kept.toString(), {
      path: '/sign-in/oidc',
      httpOnly: true,
      sameSite: 'lax',
      secure,
      maxAge: 600,
    });
    return reply.redirect(url.href, 303);
  } catch (error) {
    deps.log('warn.oidc', { error: messageOf(error) });
    return refuse(
      deps,
      reply,
      'The sign-in service could not be reached. Try again in a minute, or use your password.',
    );
  }
}

async function comeBack(
  deps: SsoDeps,
  { request, reply }: Exchange,
  {
    configuration,
    provider,
  }: { readonly configuration: () => Promise<oidc.Configuration>; readonly provider: OidcSettings },
): Promise<FastifyReply> {
  const kept = new URLSearchParams(request.cookies[COOKIE] ?? '');
  void reply.clearCookie(COOKIE, { path: '/sign-in/oidc' });
  try {
    const tokens = await oidc.authorizationCodeGrant(
      await configuration(),
      new URL(request.url, deps.settings.publicUrl),
      {
        pkceCodeVerifier: kept.get('verifier') ?? '',
        expectedState: kept.get('state') ?? '',
        expectedNonce: kept.get('nonce') ?? '',
      },
    );
    const claimed = readClaims(tokens.claims(), provider.allow);
    if (claimed === undefined)
      return await refuse(
        deps,
        reply,
        'Your organisation’s account may not come in here. Ask an administrator.',
      );
    const signedIn = identify(deps.store, request, deps.cookie, deps.now());
    const person = accountOf(
      deps,
      claimed,
      signedIn?.principal === 'fresh-session' ? signedIn.id : undefined,
    );
    if (person === 'anothers') return await refuse(deps, reply, anothersWords(claimed.email));
    return await enter(deps, { request, reply }, person, kept.get('to') ?? '');
  } catch (error) {
    deps.log('warn.oidc', { error: messageOf(error) });
    return refuse(deps, reply, 'Signing in did not work. Start again from the sign-in page.');
  }
}

function anothersWords(email: string): string {
  return `There is already an account for ${email} here. Sign in to it with its password, then choose “Sign in with your organisation” once more: from then on either will do.`;
}

async function enter(
  deps: SsoDeps,
  exchange: Exchange,
  person: ReviewerRow | undefined,
  to: string,
): Promise<FastifyReply> {
  if (person === undefined || person.disabledAt !== null)
    return refuse(
      deps,
      exchange.reply,
      'There is no account here for you yet. Ask an administrator to invite you.',
    );
  startSession(deps.store, exchange, deps.cookie, { reviewerId: person.id, now: deps.now() });
  return exchange.reply.header('cache-control', 'no-store').redirect(localPath(to), 303);
}

async function refuse({ views }: SsoDeps, reply: FastifyReply, say: string): Promise<FastifyReply> {
  await sendProblem(reply, views, 403, say);
  return reply;
}

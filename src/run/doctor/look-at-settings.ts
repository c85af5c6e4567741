import type { Settings } from '../../base/settings.ts';
import { amiss, type Condition, well } from '../../model/condition.ts';
import { SETTING_NAMES } from '../config.ts';
import type { SettingFault } from '../environment.ts';
import { nearestName } from './nearest-name.ts';

type Environment = Readonly<Record<string, string | undefined>>;

// A name that begins so is meant for us; any other has to be a letter or two from one that we read, a short one a letter.
const OURS = /^(?:LAMPLIGHTER|OIDC|WAYBACK|INCIDENT)_/;
const LONG = 8;
const SHORT = 5;
const LOOPBACK = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\]|::1)$/;

/** Variables that are wrong, misspelt, or that want another one beside them. */
export function lookAtSettings(
  settings: Settings,
  faults: readonly SettingFault[],
  environment: Environment,
): Condition[] {
  const found = [
    ...faults.map(({ name, say }) => amiss('settings', `${name}: ${say}`)),
    ...misspelt(environment),
    ...unguarded(settings),
  ];
  return found.length === 0 ? [well('settings', 'every variable is known, and right')] : found;
}

function misspelt(environment: Environment): Condition[] {
  return Object.keys(environment).flatMap((name) => {
    if (SETTING_NAMES.includes(name) || environment[name] === '') return [];
    const isOurs = OURS.test(name);
    if (!isOurs && name.length < SHORT) return [];
    const mostEdits = isOurs ? Math.floor(name.length / 3) : name.length < LONG ? 1 : 2;
    const nearest = nearestName(name.toUpperCase(), SETTING_NAMES, mostEdits);
    if (!isOurs && nearest === undefined) return [];
    const remedy =
      nearest === undefined ? 'docs/reference/settings.md lists those there are' : `${nearest} is meant?`;
    return [amiss('settings', `${name} is no setting of Lamplighter, so it does nothing; ${remedy}`)];
  });
}

/** What the guides warn of: plain http for others, a proxy that nobody believes, a Redis that anybody may write to. */
function unguarded({ publicUrl, host, trustedProxies, redisUrl }: Settings): Condition[] {
  const { protocol, hostname } = new URL(publicUrl);
  const isOwn = LOOPBACK.test(hostname) || hostname === '0.0.0.0';
  const found: Condition[] = [];
  if (protocol === 'http:' && !isOwn)
    found.push(
      amiss(
        'settings',
        `PUBLIC_URL: ${publicUrl} is plain http, so passwords can be read on the way; put a proxy with TLS before it and name its https address`,
      ),
    );
  if (!LOOPBACK.test(host) && isOwn && host !== '0.0.0.0')
    found.push(
      amiss(
        'settings',
        `PUBLIC_URL: is not set, and HOST ${host} is reached by others; set it to the https address that they use`,
      ),
    );
  if (protocol === 'https:' && trustedProxies.length === 0)
    found.push(
      amiss(
        'settings',
        'TRUSTED_PROXIES: is not set, and PUBLIC_URL is https: behind the proxy all visitors count as one, and one of them can use up the tries to sign in; set it to the address of the proxy',
      ),
    );
  const redis = redisUrl === undefined ? null : URL.parse(redisUrl);
  if (
    redis !== null &&
    !LOOPBACK.test(redis.hostname) &&
    redis.hostname.includes('.') &&
    redis.password === ''
  )
    found.push(
      amiss(
        'settings',
        `REDIS_URL: has no password; whoever may write to ${redis.host} can hand the hub invented posts`,
      ),
    );
  return found;
}

export function lookAtContact({ contact, isContactGiven }: Settings): Condition {
  if (!isContactGiven)
    return amiss(
      'contact',
      "LAMPLIGHTER_CONTACT is not set, so sites are told the project's address and cannot reach you; set it to an e-mail or web address of yours",
    );
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$|^https?:\/\/[^\s/]+/.test(contact)
    ? well('contact', `sites can write to ${contact}`)
    : amiss(
        'contact',
        `"${contact}" is no address; set LAMPLIGHTER_CONTACT to an e-mail or web address that site owners can use`,
      );
}

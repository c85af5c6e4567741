import type { FetchOutcome } from '../../model/page.ts';
import { retryAt } from '../retry-after.ts';

export type NotContent = Exclude<FetchOutcome, { readonly kind: 'page' | 'notModified' }>;

const BLOCKED = new Set([401, 402, 403, 407, 451]);

/**
 * What a status says before any body is read; undefined where the body must speak (200 and 203).
 */
export function judgeStatus(
  url: string,
  status: number,
  headers: Readonly<Record<string, string>>,
  now: number,
): NotContent | undefined {
  const guard = guardHeader(headers);
  if (guard !== undefined) return { kind: 'blocked', url, status, why: guard };
  if (status === 429 || status === 503)
    return { kind: 'throttled', url, status, retryAt: retryAt(headers['retry-after'], now) };
  if (BLOCKED.has(status)) return { kind: 'blocked', url, status, why: `the server answered ${status}` };
  if (status === 404 || status === 410)
    return { kind: 'gone', url, status, why: `the server answered ${status}` };
  if (status === 200 || status === 203) return undefined;
  return { kind: 'failed', url, status, why: `the server answered ${status}` };
}

function guardHeader(headers: Readonly<Record<string, string>>): string | undefined {
  if (headers['cf-mitigated'] !== undefined) return `Cloudflare ${headers['cf-mitigated']}`;
  if (headers['x-amzn-waf-action'] !== undefined) return `AWS WAF ${headers['x-amzn-waf-action']}`;
  const dataDome = headers['x-dd-b'] ?? headers['x-datadome'];
  return dataDome !== undefined && dataDome !== 'protected' ? 'DataDome check' : undefined;
}

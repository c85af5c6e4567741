import type { Source } from '../base/source.ts';
import type { Strategy } from '../base/strategies.ts';
import { addressAt, isOfYoungYear, lastYearsAddress } from '../base/year-address.ts';
import { restUrl } from './rest-url.ts';

/** The absolute address that a strategy asks for first, at a moment (Unix ms): an address may have the year in it. */
export function startOf(source: Source, strategy: Strategy, at: number): string {
  return strategy.kind === 'wordpress' ? restUrl(source, strategy, 1) : addressAt(source, strategy.url, at);
}

/** Where the same strategy began last year, where it has the year in its address and that has just changed. */
export function formerStartOf(source: Source, strategy: Strategy, at: number): string | undefined {
  return strategy.kind === 'wordpress' ? undefined : lastYearsAddress(source, strategy.url, at);
}

/** Whether what a strategy reads is the listing of a year that has begun lately. */
export function isYoung(strategy: Strategy, at: number): boolean {
  return strategy.kind !== 'wordpress' && isOfYoungYear(strategy.url, at);
}

import { defined } from '../../base/defined.ts';
import type { Strategy } from '../../base/strategies.ts';

/** What a browser must do before a page is what its adapter reads. */
export type RenderRequest = {
  /** The page is there once one of these selectors finds something. */
  readonly waitFor: readonly string[];
  /** Selector of the button that brings more. Without one the page is scrolled for more. */
  readonly more?: string;
  /** How often more may be asked for. */
  readonly rounds: number;
};

/** The part of a request that a strategy adds for a page that exists only after JavaScript; nothing for the others. */
export function rendering(strategy: Strategy): { readonly render?: RenderRequest } {
  if (strategy.kind !== 'browser') return {};
  const { card, more, maxPages, next, pages } = strategy;
  // Where pages have addresses of their own, each is a visit, and none is scrolled for another.
  const rounds = more === undefined && (next !== undefined || pages !== undefined) ? 0 : maxPages - 1;
  return { render: { waitFor: [card].flat(), rounds, ...defined({ more }) } };
}

import type { Outcome } from '../model/outcome.ts';
import type { Page } from '../model/page.ts';
import type { Scenario } from './scenario.ts';
import type { Moment } from './simulate.ts';

/** What a site might do, and what a run must then come to. */
export type Mutation = {
  readonly name: string;
  readonly expected: readonly Outcome[];
  /** What the site answers then; undefined where it cannot happen to this source. */
  readonly apply: (scenario: Scenario) => Moment | undefined;
};

/** The next run with this listing; the witness as before unless given. */
export function moment(scenario: Scenario, listing: Page | 'unchanged', over: Partial<Moment> = {}): Moment {
  const { at } = scenario;
  return { at, listing, witness: scenario.witness([], over.at ?? at), ...over };
}

/** The next run with the usual posts, each changed. */
export function eachPost(scenario: Scenario, change: (text: string, index: number) => string): Moment {
  return moment(scenario, scenario.listing(scenario.posts.map(change)));
}

/** The next run with the usual listing, its whole text changed. */
export function wholeText(scenario: Scenario, change: (text: string) => string): Moment {
  const page = scenario.listing(scenario.posts);
  return moment(scenario, { ...page, body: change(page.body) });
}

/** The next run answered with an HTML page of somebody else's. */
export function strangePage(scenario: Scenario, html: string, over: Partial<Page> = {}): Moment {
  const page = scenario.listing([]);
  return moment(scenario, {
    ...page,
    body: html,
    contentType: 'text/html',
    headers: { 'content-type': 'text/html; charset=utf-8' },
    ...over,
  });
}

/** Whether the source's listing is a page for people. */
export function isHtml({ site }: Scenario): boolean {
  const { kind } = site.source.discover;
  return kind === 'listing' || kind === 'browser';
}

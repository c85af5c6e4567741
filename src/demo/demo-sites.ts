import type { Source } from '../base/source.ts';
import type { Strategy } from '../base/strategies.ts';
import { apseSite } from './apse-site.ts';
import { ashdenSite } from './ashden-site.ts';
import { readDemoPosts, type DemoPost } from './demo-post.ts';
import { serveDemoSite } from './demo-server.ts';
import { lgaSite } from './lga-site.ts';

/** A demonstration site at work: the source that reads it, where it is served, and what is on it. */
export type RunningDemoSite = {
  /** The id of the source that reads it. */
  readonly id: string;
  readonly port: number;
  readonly origin: string;
  readonly posts: readonly {
    readonly url: string;
    readonly title: string;
    readonly kind: DemoPost['kind'];
  }[];
};

/**
 * Three sites in the shape of Ashden's, the LGA's and APSE's, with invented stories, each on a free loopback port.
 * Their newest post is of the day of `now` (Unix ms), or the day before.
 */
export async function startDemoSites(now: number = Date.now()): Promise<{
  sites: readonly RunningDemoSite[];
  close: () => Promise<void>;
}> {
  const made = [
    ashdenSite(await readDemoPosts('ashden', now)),
    lgaSite(await readDemoPosts('lga', now)),
    apseSite(await readDemoPosts('apse', now)),
  ];
  const running = await Promise.all(
    made.map(async (site) => {
      const { origin, port, close } = await serveDemoSite(site);
      const posts = site.posts.map((post) => ({
        url: origin + site.pathOf(post),
        title: post.title,
        kind: post.kind,
      }));
      return { close, site: { id: site.id, port, origin, posts } };
    }),
  );
  return {
    sites: running.map(({ site }) => site),
    close: async () => {
      await Promise.all(running.map(({ close }) => close()));
    },
  };
}

/** A source that reads the same paths from another origin, and is otherwise the same. */
export function onLoopback(source: Source, origin: string): Source {
  const own = new Set([source.hosts.canonical, ...source.hosts.aliases]);
  const moved = (address: string): string => {
    const url = URL.parse(address);
    return url !== null && own.has(url.host) ? origin + url.pathname + url.search : address;
  };
  return {
    ...source,
    home: moved(source.home),
    hosts: { canonical: new URL(origin).host, aliases: [] },
    discover: movedStrategy(source.discover, moved),
    ...(source.witness === undefined ? {} : { witness: movedStrategy(source.witness, moved) }),
  };
}

function movedStrategy(strategy: Strategy, moved: (address: string) => string): Strategy {
  if (strategy.kind === 'wordpress') return { ...strategy, base: moved(strategy.base) };
  return { ...strategy, url: moved(strategy.url) };
}

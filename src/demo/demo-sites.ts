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

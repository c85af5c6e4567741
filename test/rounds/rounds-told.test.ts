import { afterEach, beforeEach, expect, describe, it } from 'vitest';
import { isWell } from '../../src/model/outcome.ts';
import { tellRounds } from '../../src/review/rounds-told.ts';
import { loadSources } from '../../src/rounds/load-sources.ts';
import { manyPosts } from './posts.ts';
import { openRounds, type Rounds, sourceFile } from './round.ts';
import { openSite, RESET, type RunSite, says } from './site.ts';
import { environmentOf, runHere } from '../run/command.ts';
import { loadRules } from '../../src/classify/rules.ts';
import { keepLine } from '../../src/store/source-lines.ts';

let sites: RunSite[];
let rounds: Rounds;
beforeEach(async () => {
  sites = [await openSite(manyPosts(3)), await openSite(manyPosts(12))];
  rounds = openRounds(sites);
  for (const [at, site] of sites.entries()) rounds.write(`blog-${at}`, sourceFile(`blog-${at}`, site));
});
afterEach(async () => {
  await rounds.close();
  for (const site of sites) await site.close();
});

async function told(): Promise<string> {
  const sources = (await loadSources([rounds.sourcesDir])).map(({ source }) => source);
  return tellRounds(rounds.store, sources, rounds.clock.at)
    .map(({ say }) => say)
    .join(' ');
}

describe('how the rounds stand', () => {
  it('is told from the first look on: nothing read, no network since when, one site since when, all well', async () => {
    expect(await told()).toBe('No source has been read yet.');
    for (const site of sites) site.answers.set('/news/', RESET);
    await rounds.run();
    expect(await told()).toMatch(
      /^No network: none of the 2 sources could be reached since .*23 November 2026/,
    );
    sites[0]?.answers.clear();
    rounds.clock.at += 3_600_000;
    await rounds.run(['blog-0', 'blog-1']);
    expect(await told()).toMatch(
      /^1 of 2 sources cannot be reached: Site blog-1 since 23 November 2026[^.]*12[.:]00[^.]*\. They are tried again\.$/,
    );
    sites[1]?.answers.clear();
    await rounds.run(['blog-1']);
    expect(await told()).toBe('');
  });

  it('is told in the same words by crawl, also by cron’s, by doctor and by sources status', async () => {
    sites[1]?.answers.set('/news/', RESET);
    const environment = environmentOf(rounds, sites);
    const say = async (args: string) => (await runHere(args.split(' '), environment)).stdout;
    const crawled = await say('crawl blog-0 blog-1');
    const words = await told();
    expect(words).toMatch(/^1 of 2 sources cannot be reached: Site blog-1 since /);
    const packLine = loadRules().thresholds.queue;
    keepLine(rounds.store, { sourceId: 'blog-0', line: 2.5, packLine, decided: 30, rulesHash: '' });
    const others = ['crawl --quiet blog-0 blog-1', 'doctor', 'sources status blog-0 blog-1'];
    for (const said of [crawled, ...(await Promise.all(others.map(say)))]) expect(said).toContain(words);
    const status = await say('sources status blog-0 blog-1');
    expect(status.split(`come to the desk from 2.5 points on, and not from ${packLine}`)).toHaveLength(2);
  });

  it('is told while a round is under way: so many pages of so many', async () => {
    const seen: string[] = [];
    sites[1]?.answers.set('/posts/story-7', (request, response) => {
      void told().then((say) => {
        seen.push(say);
        return says('<p>Oops', {}, 500)(request, response);
      });
    });
    await rounds.run(['blog-1']);
    const [say] = seen;
    expect(say).toMatch(/^A round is under way: Site blog-1, \d+ of 12 pages read\./);
  });

  it('counts a crawl that is stopped before the first page as ours, not as the fault of the site', async () => {
    sites[0]?.answers.set('/news/', (request) => {
      rounds.stop.abort();
      request.socket.destroy();
    });
    const { outcome, reasons } = await rounds.runOne('blog-0');
    expect(outcome).toBe('cut_short');
    expect(isWell(outcome)).toBe(true);
    expect(reasons.join()).toContain('asked to stop');
    expect(await told()).toBe('No source has been read yet.');
  });
});

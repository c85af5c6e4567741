import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { defined } from '../../../base/defined.ts';
import { Failure } from '../../../base/errors.ts';
import type { Source } from '../../../base/source.ts';
import type { Page } from '../../../model/page.ts';
import type { Card } from '../../../model/card.ts';
import { keptPagesOf, runOf } from '../../../store/kept-pages.ts';
import { listingOfRun } from '../../../store/listing-copies.ts';
import { keptRobots } from '../../../store/manners.ts';
import type { CommandIo } from '../../command.ts';
import { tell } from '../../../rounds/counters.ts';
import { cardsOf, pageOfCopy, unpackedPage } from '../../../reading/kept-page.ts';
import { loadSources, type LoadedSource } from '../../../rounds/load-sources.ts';
import type { OpenTools } from '../../open-tools.ts';
import { discoverSafely } from '../../../reading/read-safely.ts';
import { readCard } from '../../../reading/read-answer.ts';
import { adapterOf } from '../../../reading/adapter.ts';
import { explainAddress } from '../../../workshop/explain-address.ts';
import { readArticle, readFirstPage } from '../../../workshop/read-live.ts';
import { surveySite } from '../../../workshop/survey/survey-site.ts';
import { approachName, draftSource } from '../../../workshop/survey/approach.ts';
import { pictureFile } from '../../../workshop/picture/picture-file.ts';
import { pictureOf } from '../../../workshop/picture/picture-of.ts';
import { createSurveyFetcher } from '../../../workshop/survey/survey-fetcher.ts';
import { readKept } from '../../../workshop/read-kept.ts';
import {
  sayListing,
  sayPost,
  triedListing,
  triedPost,
  type TriedListing,
  type TriedPost,
} from '../../../workshop/try-source.ts';
import { addressOf, chosenSources, oneArgument, runNumber, withTools } from './open.ts';

/** What was tried: a listing, posts, and what could not be read. */
type Trial = {
  readonly source: string | null;
  readonly listing: TriedListing | null;
  readonly posts: readonly TriedPost[];
  readonly problems: readonly string[];
  /** What a picture can be drawn of. */
  readonly drawn?: { readonly page: Page; readonly source: Source };
};

const POSTS_TRIED = 3;

/** Shows what a source reads, now or from what a run kept; or what a site without a source offers. Writes nothing. */
export async function run(args: string[], io: CommandIo): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      run: { type: 'string' },
      picture: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
  });
  const what = oneArgument('try', 'source or address', positionals);
  return withTools(io, async (tools) => {
    const url = addressOf(what);
    const trial =
      url === undefined
        ? await trySource(tools, await only(io, what), values.run)
        : await tryAddress(tools, url, await loadSources(io.settings.sourceDirs));
    const picture = values.picture ? await keepPicture(trial, io.settings.dataDir) : undefined;
    const { drawn: _, ...told } = trial;
    io.stdout.write(
      values.json ? `${JSON.stringify({ ...told, ...defined({ picture }) })}\n` : say(trial, picture),
    );
    return isRead(trial) ? 0 : 1;
  });
}

function isRead({ listing, posts }: Trial): boolean {
  if (listing === null) return posts.length > 0;
  return listing.problem === null && (listing.cards.length + listing.dropped > 0 || listing.declaredEmpty);
}

async function only(io: CommandIo, id: string): Promise<LoadedSource> {
  const [one] = await chosenSources(io, [id]);
  if (one === undefined) throw new Failure('config', `there is no source ${id}`);
  return one;
}

async function trySource(
  tools: OpenTools,
  loaded: LoadedSource,
  runGiven: string | undefined,
): Promise<Trial> {
  if (runGiven !== undefined) return tryRun(tools, loaded, runNumber('--run', runGiven));
  const { outcome, found } = await readFirstPage(tools, loaded, 'discover');
  if (outcome.kind !== 'page' || found === undefined)
    return {
      source: loaded.source.id,
      listing: null,
      posts: [],
      problems: outcome.kind === 'page' ? [] : [tell(outcome)],
    };
  const shown = found;
  const read = await tryCards(tools, loaded, shown.cards.slice(0, POSTS_TRIED));
  const page = unpackedPage(outcome);
  const drawn = page === undefined ? undefined : { page, source: loaded.source };
  const listing = triedListing(outcome.url, shown);
  return { source: loaded.source.id, listing, ...read, ...defined({ drawn }) };
}

async function tryCards(
  tools: OpenTools,
  loaded: LoadedSource,
  cards: readonly Card[],
): Promise<Pick<Trial, 'posts' | 'problems'>> {
  const posts: TriedPost[] = [];
  const problems: string[] = [];
  for (const card of cards) {
    const visited =
      card.content === undefined ? await readArticle(tools, loaded, { url: card.url, card }) : undefined;
    if (visited !== undefined && visited.outcome.kind !== 'page') {
      problems.push(tell(visited.outcome));
      continue;
    }
    const post = visited?.post ?? (await postOfCard(tools, loaded, card));
    if (post === undefined) continue;
    if ('kind' in post) problems.push(`${card.url}: ${post.why}`);
    else posts.push(triedPost(post, tools.rules));
  }
  return { posts, problems };
}

async function postOfCard({ reading, now }: OpenTools, loaded: LoadedSource, card: Card) {
  const order = { adapter: adapterOf(loaded), now: now(), reading: { kind: 'card', card } } as const;
  return (await readCard(reading, order)).post;
}

/** A stored run through the adapter as it is now: its listing and the posts it read, as far as they are kept. */
function tryRun({ store, rules }: OpenTools, { source }: LoadedSource, runId: number): Trial {
  const run = runOf(store, runId);
  if (run === undefined || run.sourceId !== source.id)
    throw new Failure('config', `run ${runId} does not belong to ${source.id}`);
  const copy = listingOfRun(store, runId);
  const page = copy === undefined ? undefined : pageOfCopy(copy);
  const cards = page === undefined ? [] : cardsOf(page, source);
  const posts: TriedPost[] = [];
  const problems = copy === undefined ? [`the listing of run ${runId} is not kept`] : [];
  for (const kept of keptPagesOf(store, run, POSTS_TRIED)) {
    const card = cards.find(({ url }) => url === kept.url);
    const post = readKept(kept, source, card);
    if ('kind' in post) problems.push(`${kept.url}: ${post.why}`);
    else posts.push(triedPost(post, rules));
  }
  const found =
    page === undefined ? null : discoverSafely(page, { source, strategy: source.discover, pageNumber: 1 });
  return {
    source: source.id,
    listing: found === null || page === undefined ? null : triedListing(page.url, found),
    posts,
    problems,
    ...(page === undefined ? {} : { drawn: { page, source } }),
  };
}

/** An address: a post of a source that covers it, or a site that none covers. */
async function tryAddress(tools: OpenTools, url: string, loaded: readonly LoadedSource[]): Promise<Trial> {
  const { sources } = explainAddress(url, { store: tools.store, loaded, rules: tools.rules });
  const [covering] = loaded.filter(({ source }) => sources.includes(source.id));
  if (covering !== undefined)
    return { source: covering.source.id, listing: null, ...(await tryCards(tools, covering, [{ url }])) };
  const robots = (origin: string) => keptRobots(tools.store, origin);
  const survey = await surveySite(createSurveyFetcher(tools.fetcher, tools.now), url, robots);
  if (survey.kind === 'none') return { source: null, listing: null, posts: [], problems: [survey.why] };
  const { first, samples, ways, deadEnds } = survey;
  const [page] = first.pages;
  const listing = triedListing(page?.page.url ?? url, {
    cards: first.cards,
    next: [],
    declaredEmpty: false,
    dropped: 0,
    winners: {},
  });
  return {
    source: null,
    listing,
    posts: samples.map(({ post }) => triedPost(post, tools.rules)),
    problems: [
      ...ways.map(
        ({ kind, rating, reach }) => `${approachName(kind)}: ${reach} posts, ${rating.score} points`,
      ),
      ...deadEnds.map(({ kind, why }) => `${kind}: ${why}`),
    ],
    ...(page === undefined
      ? {}
      : { drawn: { page: page.page, source: draftSource(survey.basics, first.strategy) } }),
  };
}

/** Writes a picture of the listing into the data folder; answers its file, or why there is none. */
async function keepPicture({ drawn }: Trial, dataDir: string): Promise<string | null> {
  const picture = drawn === undefined ? undefined : pictureOf(drawn.page, drawn.source);
  if (drawn === undefined || picture === undefined) return null;
  const folder = path.join(dataDir, 'pictures');
  await mkdir(folder, { recursive: true });
  const file = path.join(folder, `${drawn.source.id}.html`);
  await writeFile(file, pictureFile(picture, drawn.source.name));
  return file;
}

function say({ source, listing, posts, problems }: Trial, picture: string | null | undefined): string {
  const lines = [
    source ?? 'no source covers this address',
    ...(listing === null ? [] : sayListing(listing)),
    ...posts.flatMap(sayPost),
    ...problems.map((problem) => `  ! ${problem}`),
    ...(picture === undefined ? [] : [sayPicture(picture)]),
  ];
  return `${lines.join('\n')}\n`;
}

function sayPicture(file: string | null): string {
  return file === null
    ? 'No picture: the listing is no page for people, could not be read, or is too long to draw.'
    : `The listing, with its cards outlined: ${file}`;
}

import { defined } from '../base/defined.ts';
import { defineSource, type Source, BY_HAND } from '../base/source.ts';
import { feed } from '../base/strategies.ts';
import { aliasKeys, urlKey } from '../base/url.ts';
import { propose } from '../candidates/propose.ts';
import { classify, marksFor } from '../classify/classify.ts';
import { extractPost } from '../extract/extract.ts';
import type { Post } from '../model/post.ts';
import type { FetchOutcome } from '../model/page.ts';
import type { Added } from '../candidates/propose.ts';
import type { CandidateOrigin } from '../store/candidates.ts';
import { inTransaction } from '../store/open.ts';
import { tell } from './counters.ts';
import type { LoadedSource } from './load-sources.ts';
import { readPdf } from './pdf/read-pdf.ts';
import type { Tools } from './tools.ts';

type Read =
  | { readonly kind: 'read'; readonly post: Post; readonly finalUrl: string }
  | { readonly kind: 'failed'; readonly say: string };

/**
 * Fetches an address that a person gave, through the same door as everything else, scores it and lays it on the desk, whatever
 * its score. A page that was read before leads to the candidate it is.
 */
export async function addByHand(
  tools: Tools,
  loaded: readonly LoadedSource[],
  url: string,
  origin: CandidateOrigin = 'hand',
): Promise<Added> {
  const source = sourceFor(loaded, url);
  const read = await readAddress(tools, source, url);
  if (read.kind === 'failed') return read;
  const { post } = read;
  const marks = marksFor(post, tools.rules);
  const proposed = inTransaction(tools.store, () =>
    propose(tools.store, {
      post,
      sourceId: source.id,
      key: urlKey(url, source),
      aliases: aliasKeys({ url, finalUrl: read.finalUrl, canonicals: post.canonicals }, source),
      verdict: classify(post, tools.rules, marks),
      ...defined({ marks }),
      rulesHash: tools.rules.hash,
      origin,
      held: null,
      now: tools.now(),
    }),
  );
  if (proposed.candidateId === null)
    return { kind: 'failed', say: 'The page was read, but could not be laid on the desk.' };
  return { kind: proposed.isNewCandidate ? 'added' : 'known', candidateId: proposed.candidateId };
}

/** The source whose site an address is on, so that its selectors and keys serve; or one made for this address alone. */
function sourceFor(loaded: readonly LoadedSource[], url: string): Source {
  const { host } = new URL(url);
  const own = loaded.find(({ source }) => [source.hosts.canonical, ...source.hosts.aliases].includes(host));
  if (own !== undefined) return own.source;
  return defineSource({
    id: BY_HAND,
    name: 'Added by hand',
    publisher: host,
    home: new URL('/', url).href,
    hosts: { canonical: host },
    cadence: { perMonth: 1, quietOkDays: 365 },
    discover: feed({ url: '/' }),
  });
}

async function readAddress(tools: Tools, source: Source, url: string): Promise<Read> {
  if (/\.pdf$/i.test(new URL(url).pathname)) return readAsPdf(tools, url);
  const outcome = await tools.fetcher.fetch({ url, accept: 'any', expect: 'post' });
  if (outcome.kind !== 'page') return failed(outcome);
  if (outcome.contentType === 'application/pdf') return readAsPdf(tools, url);
  const post = extractPost(outcome, { source, now: new Date(tools.now()) });
  if ('kind' in post) return { kind: 'failed', say: `The page could not be read: ${post.why}.` };
  return { kind: 'read', post, finalUrl: outcome.finalUrl };
}

async function readAsPdf(tools: Tools, url: string): Promise<Read> {
  const outcome = await tools.fetcher.fetchBytes({ url, accept: 'any' });
  if (outcome.kind !== 'bytes') return failed(outcome);
  const post = await readPdf(outcome.finalUrl, outcome.bytes);
  if ('kind' in post) return { kind: 'failed', say: `The page could not be read: ${post.why}.` };
  return { kind: 'read', post, finalUrl: outcome.finalUrl };
}

function failed(outcome: Exclude<FetchOutcome, { kind: 'page' }>): Read {
  return { kind: 'failed', say: `The page could not be fetched. ${tell(outcome)}` };
}

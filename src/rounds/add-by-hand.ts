import { setImmediate } from 'node:timers/promises';
import { defined } from '../base/defined.ts';
import { BY_HAND, defineSource, type Source, type SourceDefinition } from '../base/source.ts';
import { feed } from '../base/strategies.ts';
import { aliasKeys, urlKey } from '../base/url.ts';
import { propose } from '../candidates/propose.ts';
import { workOn } from '../candidates/text-work.ts';
import { judgeInSteps, marksFor } from '../classify/classify.ts';
import type { Judgement } from '../classify/weigh.ts';
import type { Marks } from '../model/marks.ts';
import type { Post } from '../model/post.ts';
import { type Adapter, adapterOf } from '../reading/adapter.ts';
import { readAnswer } from '../reading/read-answer.ts';
import type { Added } from '../candidates/propose.ts';
import type { CandidateOrigin } from '../store/candidates.ts';
import { inTransaction } from '../store/open.ts';
import { tell } from './counters.ts';
import type { LoadedSource } from './load-sources.ts';
import type { Tools } from './tools.ts';

type Read =
  | {
      readonly kind: 'read';
      readonly post: Post;
      readonly marks: Marks | undefined;
      readonly finalUrl: string;
    }
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
  const { source, adapter } = adapterFor(loaded, url);
  const read = await readAddress(tools, adapter, url);
  if (read.kind === 'failed') return read;
  const { post } = read;
  // Others may be saved while this post has not its verdict yet.
  const { rules } = tools;
  const marks = marksFor(post, rules, read.marks);
  const work = workOn(post);
  // A post of the greatest length takes a tenth of a second: others have their turn between each of these, and before it is stored.
  const judged = await judgeInTurns(judgeInSteps(post, rules, marks));
  for (const step of Object.values(work)) {
    await setImmediate();
    step();
  }
  await setImmediate();
  const proposed = inTransaction(tools.store, () =>
    propose(tools.store, {
      post,
      sourceId: source.id,
      key: urlKey(url, source),
      aliases: aliasKeys({ url, finalUrl: read.finalUrl, canonicals: post.canonicals }, source),
      ...judged,
      ...defined({ marks }),
      rulesHash: rules.hash,
      origin,
      held: null,
      now: tools.now(),
      work,
    }),
  );
  if (proposed.candidateId === null)
    return { kind: 'failed', say: 'The page was read, but could not be laid on the desk.' };
  return { kind: proposed.isNewCandidate ? 'added' : 'known', candidateId: proposed.candidateId };
}

async function judgeInTurns(steps: ReturnType<typeof judgeInSteps>): Promise<Judgement> {
  for (;;) {
    await setImmediate();
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** The adapter of the site that an address is on, so that its selectors and keys serve; or one made for this address alone. */
function adapterFor(loaded: readonly LoadedSource[], url: string): { source: Source; adapter: Adapter } {
  const { host } = new URL(url);
  const own = loaded.find(({ source }) => [source.hosts.canonical, ...source.hosts.aliases].includes(host));
  if (own !== undefined) return { source: own.source, adapter: adapterOf(own) };
  const definition: SourceDefinition = {
    id: BY_HAND,
    name: 'Added by hand',
    publisher: host,
    home: new URL('/', url).href,
    hosts: { canonical: host },
    cadence: { perMonth: 1, quietOkDays: 365 },
    discover: feed({ url: '/' }),
  };
  return { source: defineSource(definition), adapter: { kind: 'data', definition } };
}

async function readAddress({ fetcher, reading, now }: Tools, adapter: Adapter, url: string): Promise<Read> {
  const request = { url, accept: 'any', expect: 'post' } as const;
  const answer = await fetcher.ask(request);
  if (answer.kind !== 'arrived' && answer.kind !== 'page')
    return { kind: 'failed', say: `The page could not be fetched. ${tell(answer)}` };
  const asked = { kind: 'post', answer, request, mayBePdf: true } as const;
  const { outcome, post, marks } = await readAnswer(reading, { adapter, now: now(), reading: asked });
  if (outcome.kind !== 'page')
    return { kind: 'failed', say: `The page could not be fetched. ${tell(outcome)}` };
  if (post === undefined || 'kind' in post)
    return { kind: 'failed', say: `The page could not be read: ${post?.why ?? 'it was not read'}.` };
  return { kind: 'read', post, marks, finalUrl: outcome.finalUrl };
}

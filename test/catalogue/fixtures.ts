import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { urlKey } from '../../src/base/url.ts';
import { type EntryForm, type Published, publishCandidate } from '../../src/catalogue/publish.ts';
import type { Evidence } from '../../src/model/post.ts';
import type { Verdict } from '../../src/model/verdict.ts';
import { addCandidate } from '../../src/store/candidates.ts';
import type { Store } from '../../src/store/open.ts';
import { begunStore } from '../store/begun-store.ts';
import { addAlias, addPost } from '../../src/store/posts.ts';
import { keepVerdict } from '../../src/store/verdicts.ts';

/** 1 October 2026, noon UTC. */
export const NOON = Date.UTC(2026, 9, 1, 12);

const KEY_RULES = { hosts: { canonical: 'ashden.org', aliases: [] }, urlRules: [], dropParams: [] };

export function freshStore(): Store {
  return begunStore(mkdtempSync(join(tmpdir(), 'lamplighter-catalogue-')));
}

export type Story = Partial<EntryForm> & {
  readonly url?: string;
  readonly sourceId?: string;
  readonly postTitle?: string;
  readonly text?: string;
  readonly published?: string | null;
  readonly hits?: readonly { rule: string; group?: string; points: number }[];
  readonly aliases?: readonly string[];
  /** Whence the fields of its post are known. */
  readonly read?: Evidence;
};

const TEXT =
  'Northumberland County Council has invested twenty-five million pounds to replace its old street lights with LED ones. ' +
  'The programme has cut carbon emissions from lighting by two thirds and will pay for itself within ten years.';

let serial = 0;

/** Lays a post on the desk as accepted and answers its candidate's number. Reviewing has its own tests. */
export function acceptedCandidate(store: Store, story: Story = {}, at = NOON): number {
  serial += 1;
  const url = story.url ?? `https://ashden.org/news/story-${serial}/`;
  const blocks = [{ kind: 'body' as const, text: story.text ?? TEXT }];
  const postId = addPost(
    store,
    {
      key: urlKey(url, KEY_RULES),
      url,
      sourceId: story.sourceId ?? 'ashden-news',
      title: story.postTitle ?? story.title ?? 'Northumberland council cuts carbon with LED street lights',
      author: null,
      published: story.published === undefined ? '2022-03-14' : story.published,
      datePrecision: 'day',
      dateOrigin: 'meta',
      modified: null,
      language: 'en',
      bodyHash: `hash-${serial}`,
      words: 40,
      blocks,
      canonicals: [],
      winners: {},
      evidence: story.read ?? null,
      beside: [],
    },
    at,
  );
  addAlias(store, urlKey(url, KEY_RULES), postId, 'own');
  for (const alias of story.aliases ?? []) addAlias(store, alias, postId, 'page');
  const hits = story.hits ?? [
    { rule: 'act.procure', points: 4 },
    { rule: 'not.event', points: -5 },
  ];
  const verdict: Verdict = {
    ...{ score: 12, band: 'strong', caps: [], lines: [], because: {} },
    hits: hits.map((hit) => ({ group: 'act', full: hit.points, field: 'body', spans: [], ...hit })),
    councils: (story.councils ?? [{ code: 'NBL', as: 'Northumberland Council' }]).map((council) => ({
      name: 'Northumberland County Council',
      role: 'buyer' as const,
      ...council,
    })),
    topics: story.topics ?? ['street-lighting'],
    practices: story.practices ?? ['energy-ppa-performance-contract'],
    stage: 'manage-deliver',
    evidence: 'quantified',
  };
  keepVerdict(store, { postId, rulesHash: 'r', bodyHash: `hash-${serial}`, verdict, finds: null }, at);
  const { id } = addCandidate(store, { postId, origin: 'rules', held: null, at });
  store.sql("update candidate set state = 'accepted' where id = ?").run(id);
  return id;
}

function storyForm(story: Story = {}): EntryForm {
  return {
    title: story.title ?? 'Northumberland council cuts carbon with LED street lights',
    blurb:
      story.blurb ??
      'How one rural county renewed every lamp in its streets and let the savings pay for them.',
    publisher: story.publisher ?? 'Ashden',
    councils: story.councils ?? [{ code: 'NBL', as: 'Northumberland Council' }],
    topics: story.topics ?? ['street-lighting'],
    practices: story.practices ?? ['energy-ppa-performance-contract'],
    stage: story.stage ?? 'manage-deliver',
    evidence: story.evidence ?? 'quantified',
    facts: story.facts ?? {},
  };
}

export function publish(store: Store, candidateId: number, story: Story = {}, at = NOON): Published {
  const sayRule = (rule: string) => (rule === 'act.procure' ? 'says how something was bought' : undefined);
  return publishCandidate(store, candidateId, storyForm(story), { by: 'editor', at, sayRule });
}

/** Accepts and publishes a story; answers the number of its entry. */
export function listed(store: Store, story: Story = {}, at = NOON): number {
  const published = publish(store, acceptedCandidate(store, story, at), story, at);
  if (published.kind !== 'published') throw new Error(JSON.stringify(published));
  return published.id;
}

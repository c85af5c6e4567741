import type { Finds } from '../model/finds.ts';
import type { Marks } from '../model/marks.ts';
import type { Verdict } from '../model/verdict.ts';
import { likenessOf, textLikeness, titleLikeness } from '../model/likeness.ts';
import { type Post, postText } from '../model/post.ts';
import { type CandidateOrigin, isDecided, raiseVersion } from '../store/candidates.ts';
import { keepMarks } from '../store/marks.ts';
import type { Store } from '../store/open.ts';
import {
  addAlias,
  addPost,
  findPost,
  type KnownPost,
  ownKey,
  type PostRecord,
  revisePost,
  postToRead,
  touchPost,
} from '../store/posts.ts';
import { keepVerdict } from '../store/verdicts.ts';
import { layOnDesk } from './lay-on-desk.ts';
import { type TextWork, workOn } from './text-work.ts';

/** Titles and texts that share no more are of two posts: a word or two are shared by chance. */
const LEAST_ALIKE = { title: 0.2, text: 0.05 } as const;

/** What came of an address that a reviewer pasted. */
export type Added =
  | { readonly kind: 'added'; readonly candidateId: number }
  | { readonly kind: 'known'; readonly candidateId: number }
  | { readonly kind: 'failed'; readonly say: string };

/** A post that was read and scored, with every name it goes by. */
export type Proposal = {
  readonly post: Post;
  readonly sourceId: string;
  readonly key: string;
  /** Other keys it goes by, from its listing and its page. */
  readonly aliases: readonly string[];
  readonly verdict: Verdict;
  readonly finds: Finds | null;
  readonly rulesHash: string;
  /** What the learnt lines read of it, so that scoring it anew needs no tagging. */
  readonly marks?: Marks;
  readonly origin: CandidateOrigin;
  /** Why reviewers should not see it yet (a storm), or null. */
  readonly held: string | null;
  /** Unix ms. */
  readonly now: number;
  /** What was worked out of the post's text before the transaction. */
  readonly work?: TextWork;
};

/**
 * What became of a proposal. `candidateId` is set when the post is on the desk. `replaced`: another post stands where one stood that was
 * decided on; that one, whose title is told as `former`, stays as it was.
 */
export type Proposed = (
  | { readonly kind: 'added' | 'revised' | 'known' }
  | { readonly kind: 'replaced'; readonly former: string }
) & {
  readonly postId: number;
  readonly candidateId: number | null;
  readonly isNewCandidate: boolean;
};

/**
 * Stores a post, its names and its verdict, and lays it on the desk if it scored above the line or a person sent it.
 * Exactly once: a name that is known leads to the post it belongs to, another text makes a revision of it.
 * The caller holds a transaction.
 */
export function propose(store: Store, proposal: Proposal): Proposed {
  const { key, aliases, now, work = workOn(proposal.post) } = proposal;
  const record = recordOf(proposal, work);
  const known =
    byKey(store, key, record) ??
    aliases.map((alias) => byAlias(store, alias, record)).find((post) => post !== undefined);
  const kind = known === undefined ? 'added' : known.bodyHash === record.bodyHash ? 'known' : 'revised';
  if (known !== undefined && kind === 'revised' && isAnother(store, known, proposal.post))
    return replace(store, { ...proposal, work }, known);
  const postId = known?.id ?? addPost(store, { ...record, packed: work.packed() }, now);
  if (kind === 'known') touchPost(store, postId, record.modified, now);
  if (kind === 'revised') {
    revisePost(store, postId, { ...record, packed: work.packed() }, now);
    raiseVersion(store, postId);
  }
  ownKey(store, key, postId);
  for (const alias of aliases) addAlias(store, alias, postId, alias.startsWith('http') ? 'alias' : 'id');
  if (kind !== 'known') keepVerdict(store, verdictRecord(proposal, postId, record.bodyHash), now);
  if (proposal.marks !== undefined) keepMarks(store, postId, record.bodyHash, proposal.marks);
  return { kind, postId, ...layOnDesk(store, scoredPost(proposal, postId, work), kind === 'revised') };
}

/** Whether neither title nor text have anything to do with those of a post that was decided on. What nobody has decided on may have been a wall. */
function isAnother(store: Store, known: KnownPost, post: Post): boolean {
  if (!isDecided(store, known.id)) return false;
  // Few have another title, and only of those the texts are compared.
  if (titleLikeness(likenessOf(known.title, ''), likenessOf(post.title, '')) > LEAST_ALIKE.title)
    return false;
  const before = postToRead(store, known.id);
  if (before === undefined) return false;
  return textLikeness(likenessOf('', postText(before)), likenessOf('', postText(post))) <= LEAST_ALIKE.text;
}

/** Stores a post under the address of a former one, which keeps its key, its history and what was decided on it. */
function replace(
  store: Store,
  proposal: Proposal & { readonly work: TextWork },
  former: KnownPost,
): Proposed {
  const { key, now, work } = proposal;
  const record = { ...recordOf(proposal, work), key: `${key}#${now}` };
  const postId = addPost(store, { ...record, packed: work.packed() }, now);
  ownKey(store, key, postId);
  keepVerdict(store, verdictRecord(proposal, postId, record.bodyHash), now);
  if (proposal.marks !== undefined) keepMarks(store, postId, record.bodyHash, proposal.marks);
  const laid = layOnDesk(store, scoredPost(proposal, postId, work), false);
  return { kind: 'replaced', former: former.title, postId, ...laid };
}

// The address a post was read at is its own; one that another page merely claimed as its canonical is not.
function byKey(store: Store, key: string, record: PostRecord): KnownPost | undefined {
  const post = findPost(store, key);
  return post === undefined || post.isOwnName ? post : witnessed(post, record);
}

// A publisher's template may give every page the same canonical address, or a feed every item the same guid. So an alias
// leads to a known post only if the two also agree in title or text; a WordPress post number needs no such witness.
function byAlias(store: Store, alias: string, record: PostRecord): KnownPost | undefined {
  const post = findPost(store, alias);
  return post === undefined || alias.startsWith('wp:') ? post : witnessed(post, record);
}

function witnessed(post: KnownPost, record: PostRecord): KnownPost | undefined {
  const same = post.bodyHash === record.bodyHash || post.title.toLowerCase() === record.title.toLowerCase();
  return same ? post : undefined;
}

function recordOf({ post, sourceId, key }: Proposal, { bodyHash, words }: TextWork): PostRecord {
  return {
    key,
    url: post.url,
    sourceId,
    title: post.title,
    author: post.author ?? null,
    published: post.published.value,
    datePrecision: post.published.precision,
    dateOrigin: post.published.origin,
    modified: post.modified?.value ?? null,
    language: post.language ?? null,
    bodyHash: bodyHash(),
    words: words(),
    blocks: post.blocks,
    canonicals: post.canonicals,
    winners: post.winners,
    evidence: post.evidence ?? null,
    beside: post.beside ?? [],
  };
}

function scoredPost({ verdict, origin, held, now }: Proposal, postId: number, { sketch }: TextWork) {
  return { postId, sketch, verdict, origin, held, now };
}

function verdictRecord({ verdict, finds, rulesHash }: Proposal, postId: number, bodyHash: string) {
  return { postId, rulesHash, bodyHash, verdict, finds };
}

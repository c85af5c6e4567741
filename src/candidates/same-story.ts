import { postText } from '../model/post.ts';
import { keepCluster, type Member, members } from '../store/clusters.ts';
import type { Store } from '../store/open.ts';
import { postToRead } from '../store/posts.ts';
import { firstPublishedIn, isPlaceOf } from './first-published.ts';
import { twinsOf } from './twins.ts';

/**
 * Groups a candidate with those whose posts tell the same story, by containment of five-word shingles.
 * The caller holds the transaction in which the post was stored.
 */
export function groupSameStory(
  store: Store,
  candidate: { readonly id: number; readonly postId: number; readonly sketch: Uint32Array },
): void {
  const same = twinsOf(store, candidate.postId, candidate.sketch);
  if (same.length === 0) return;
  const story = members(store, [candidate.id, ...same]);
  keepCluster(
    store,
    story.map((member) => member.candidateId),
    headOf(store, story),
  );
}

/**
 * The member that stands for the story: one that a person left waiting beside others, or else one that a person has decided on already, so that nothing decided is dealt again;
 * then where another says it was first published, and never one that says so of another; then one that another names as
 * its canonical address; then the earliest; then the first seen.
 */
function headOf(store: Store, story: readonly Member[]): number {
  const left = story.find((member) => isLeftByDecision(story, member));
  if (left !== undefined) return left.candidateId;
  const said = saidIn(store, story);
  const rank = (member: Member): readonly [number, number, number, string, number] => [
    member.state === 'new' ? 1 : 0,
    originality(member, said),
    story.some((other) => other !== member && names(other, member)) ? 0 : 1,
    member.published ?? '9999',
    member.candidateId,
  ];
  const [head] = [...story].sort((a, b) => compare(rank(a), rank(b)));
  if (head === undefined) throw new Error('a story has at least one member');
  return head.candidateId;
}

/** Whether it waits at the head of others that were decided on: a person decided on those and not on this one. */
function isLeftByDecision(story: readonly Member[], { candidateId, clusterId, state }: Member): boolean {
  const isHead = state === 'new' && clusterId === candidateId;
  return isHead && story.some((other) => other.clusterId === candidateId && other.state !== 'new');
}

function names({ canonicals }: Member, member: Member): boolean {
  return canonicals.some((address) => address.includes(addressOf(member)));
}

/** 0 for where others say that it was first published, 2 for a copy that says so of another place, 1 for all else. */
function originality(member: Member, said: ReadonlyMap<Member, string | undefined>): 0 | 1 | 2 {
  const own = said.get(member);
  const isCredited = [...said].some(
    ([other, place]) => other !== member && place !== undefined && isPlaceOf(place, member.key),
  );
  if (isCredited) return 0;
  return own === undefined || isPlaceOf(own, member.key) ? 1 : 2;
}

/** So many words of a story's texts are read, as many as its posts usually have together: of giants that are copies of each other, one or two. */
const MOST_WORDS = 60_000;

/** What the members say of where they were first published, the shortest heard first. */
function saidIn(store: Store, story: readonly Member[]): ReadonlyMap<Member, string | undefined> {
  let room = MOST_WORDS;
  return new Map(
    story
      .toSorted((a, b) => a.words - b.words)
      .map((member) => {
        const isHeard = room > 0;
        room -= member.words;
        const post = isHeard ? postToRead(store, member.postId) : undefined;
        return [member, post && firstPublishedIn(postText(post))];
      }),
  );
}

// A key is an https address without its last slash; what a page calls canonical begins with it, whatever its scheme.
function addressOf({ key }: Member): string {
  return key.replace(/^https:/, '');
}

function compare(a: readonly (number | string)[], b: readonly (number | string)[]): number {
  for (const [index, value] of a.entries()) {
    const other = b[index] ?? value;
    if (value !== other) return value < other ? -1 : 1;
  }
  return 0;
}

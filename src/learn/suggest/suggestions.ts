import { Failure } from '../../base/errors.ts';
import { findTerms } from '../../classify/matcher.ts';
import type { RuleSet } from '../../classify/rules.ts';
import { tokenise } from '../../classify/tokens.ts';
import { postText } from '../../model/post.ts';
import { decidedPosts, newestUndecided } from '../../store/decided.ts';
import type { Store } from '../../store/open.ts';
import { storedPost } from '../../store/posts.ts';
import { withShadowRule } from './shadow-rule.ts';
import { suggestTerms, type TermSuggestion, type WordedPost } from './suggest.ts';

/** So many posts that nobody decided tell what is usual. */
const USUAL_POSTS = 1000;
/** As rare (idf) among the labelled posts a word must be to say anything: what stands in a quarter of them is of the language. */
const LEAST_RARE = 1.4;

/** Terms that decisions speak for and no rule looks for, each in context. Takes seconds. */
export function suggestionsFor(store: Store, rules: RuleSet): TermSuggestion[] {
  return suggestTerms(wordedPosts(store), (term) => isLookedFor(term, rules));
}

/**
 * The rules with a suggested term as a rule in shadow. Takes seconds.
 * @throws Failure (`config`) where it was not suggested, or makes no rule.
 */
export function keptInShadow(store: Store, rules: RuleSet, term: string): string {
  const posts = wordedPosts(store);
  const found = suggestTerms(posts, (one) => isLookedFor(one, rules)).find((one) => one.term === term);
  if (found === undefined)
    throw new Failure('config', `"${term}" is not suggested; "lamplighter rules suggest" lists what is`);
  return withShadowRule(rules, found, posts);
}

function wordedPosts(store: Store): WordedPost[] {
  const decided = decidedPosts(store).map(({ postId, state }) => [postId, state === 'accepted'] as const);
  const others = newestUndecided(store, USUAL_POSTS).map((postId) => [postId, undefined] as const);
  return [...decided, ...others].flatMap(([postId, accepted]) => {
    const post = storedPost(store, postId);
    if (post === undefined) return [];
    return [{ sourceId: post.sourceId, title: post.title, text: postText(post), accepted }];
  });
}

/** Whether a rule looks for a term, or it is a word of the language, such as "on". */
function isLookedFor(term: string, { compiled, lines }: RuleSet): boolean {
  const word = lines?.weights.wording.terms[lines.weights.placeOf.get(term) ?? -1];
  if (word !== undefined && word.usual < LEAST_RARE) return true;
  return findTerms(compiled.matcher, tokenise(term, compiled.lexicon)).found > 0;
}

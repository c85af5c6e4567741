import { findTerms } from '../../../classify/matcher.ts';
import type { RuleSet } from '../../../classify/rules.ts';
import { Failure } from '../../../base/errors.ts';
import { rulesInForce, savePack } from '../../../learn/packs.ts';
import { withShadowRule } from '../../../learn/shadow-rule.ts';
import { tokenise } from '../../../classify/tokens.ts';
import { type TermSuggestion, suggestTerms, type WordedPost } from '../../../learn/suggest.ts';
import { postText } from '../../../model/post.ts';
import { decidedPosts, newestUndecided } from '../../../store/decided.ts';
import type { Store } from '../../../store/open.ts';
import { storedPost } from '../../../store/posts.ts';

/** So many posts that nobody decided tell what is usual. */
const USUAL_POSTS = 1000;

/** `rules suggest`: terms that decisions speak for and no rule looks for, each in context. */
export function saySuggestions(store: Store, rulesFile: string | undefined, asJson: boolean): string {
  const rules = rulesInForce(store, rulesFile);
  const found = suggestTerms(wordedPosts(store), (term) => isLookedFor(term, rules));
  if (asJson) return `${JSON.stringify(found)}\n`;
  if (found.length === 0)
    return 'Nothing to suggest: a term must stand in five decided posts of three sources, and tell accepted from rejected ones.\n';
  return `${found.map(textOf).join('\n')}\n`;
}

/**
 * `rules suggest --keep TERM`: puts a suggested term in the rules as a rule in shadow, as a version of them.
 * @throws Failure (`config`) where it was not suggested, or makes no rule.
 */
export function keepSuggestion(
  store: Store,
  rulesFile: string | undefined,
  term: string,
  now: number,
): string {
  const rules = rulesInForce(store, rulesFile);
  const posts = wordedPosts(store);
  const found = suggestTerms(posts, (one) => isLookedFor(one, rules)).find((one) => one.term === term);
  if (found === undefined)
    throw new Failure('config', `"${term}" is not suggested; "lamplighter rules suggest" lists what is`);
  const pack = withShadowRule(rules, found, posts);
  const id = savePack(store, {
    madeAt: now,
    madeBy: 'command line',
    note: `“${term}” kept in shadow`,
    lost: 0,
    pack,
  });
  return `Version ${id} is in force: “${term}” is looked for, for no points. “rules report” says how it does.\n`;
}

function textOf({ term, z, accepted, rejected, sources, contexts }: TermSuggestion): string {
  const head = `${z > 0 ? 'for' : 'against'}\t${term}\t${accepted} accepted, ${rejected} rejected, ${sources} sources, z ${z}`;
  return [head, ...contexts.map((context) => `\t… ${context} …`)].join('\n');
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

function isLookedFor(term: string, { compiled }: RuleSet): boolean {
  return findTerms(compiled.matcher, tokenise(term, compiled.lexicon)).size > 0;
}

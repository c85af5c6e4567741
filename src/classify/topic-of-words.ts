import { NO_RANGES } from './ranges.ts';
import { findTerms, type Matcher } from './matcher.ts';
import { compileTerms } from './pack/compile-terms.ts';
import { type Lexicon, makeLexicon } from './pack/lexicon.ts';
import { taxonomyTagger } from './tag.ts';
import { tokenise } from './tokens.ts';

let compiled: { readonly lexicon: Lexicon; readonly matcher: Matcher } | undefined;

/** The topic that a few words are about, read as the title of a post is: for what no list of codes and labels has. */
export function topicOfWords(words: string): string | undefined {
  const { lexicon, matcher } = (compiled ??= compileTopics());
  const tokens = tokenise(words, lexicon);
  const lists = { councils: NO_RANGES, 'public-bodies': NO_RANGES, places: NO_RANGES };
  const title = { field: 'title' as const, tokens, matches: findTerms(matcher, tokens), lists };
  return taxonomyTagger().tag([title]).topics[0];
}

function compileTopics(): NonNullable<typeof compiled> {
  const lexicon = makeLexicon();
  return { lexicon, matcher: compileTerms(taxonomyTagger().sets, lexicon) };
}

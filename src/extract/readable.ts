import { createRequire } from 'node:module';
import type * as ReadabilityPackage from '@mozilla/readability';
import type * as LinkedomPackage from 'linkedom';

/** More elements than this are not an article, and readability's work grows faster than they do. */
const MOST_ELEMENTS = 20_000;

const require = createRequire(import.meta.url);

/**
 * The article of a page as Firefox's reader mode finds it (@mozilla/readability): a fragment of HTML, or nothing. It takes four times
 * as long as our own reading, so it is only asked where that one is not sure; its packages, a quarter of a second to load, are loaded
 * when first needed. @param html of a tree that is known to be shallow: these packages recurse
 */
export function readableFragment(html: string): string | undefined {
  // `require` is the one way to load a package late without making every reading of a post wait for a promise.
  const { parseHTML }: typeof LinkedomPackage = require('linkedom');
  const { Readability }: typeof ReadabilityPackage = require('@mozilla/readability');
  try {
    const { document } = parseHTML(html);
    return new Readability(document, { maxElemsToParse: MOST_ELEMENTS }).parse()?.content ?? undefined;
  } catch {
    return undefined;
  }
}

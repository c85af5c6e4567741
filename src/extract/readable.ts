import { createRequire } from 'node:module';
import type * as ReadabilityPackage from '@mozilla/readability';
import type * as LinkedomPackage from 'linkedom';
import { isElement, type HtmlDocument, type HtmlElement } from '../base/html.ts';
import type { Line } from './lines.ts';
import { proseIn } from './noise.ts';

/** A page shorter than this holds nothing that a second reading would find, and one longer than this is not worth its time. */
const WORTH_REREADING = { from: 2000, to: 2_500_000 } as const;

/** A page in more pieces is a list or a thread: another reading of it takes seconds. */
const MOST_LINES = 4000;

/** A page of more elements, or of more when each is counted with all that it stands in, would take readability longer than a reading may. */
const MOST_ELEMENTS = 6000;
const MOST_NESTED = 100_000;

const require = createRequire(import.meta.url);

/** Whether readability reads a page within its time. Its own limit asks linkedom for `*`, which finds nothing there. */
export function isSoonRead(document: HtmlDocument): boolean {
  let [elements, nested] = [0, 0];
  const walk = (parent: HtmlDocument | HtmlElement, depth: number): void => {
    for (const node of parent.children) {
      if (elements > MOST_ELEMENTS || nested > MOST_NESTED) return;
      if (!isElement(node)) continue;
      elements += 1;
      nested += depth;
      walk(node, depth + 1);
    }
  };
  walk(document, 1);
  return elements <= MOST_ELEMENTS && nested <= MOST_NESTED;
}

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
    return new Readability(document).parse()?.content ?? undefined;
  } catch {
    return undefined;
  }
}

/** Our own reading, and where the title stands among the page's lines. */
type Ours = { readonly ours: readonly Line[]; readonly titleAt: number };

/**
 * Whether a page has as much running text besides ours as another reading must find to be taken, in no more pieces than it reads within a
 * second: it costs twice what ours does. What we know for other posts may be no more of that than the rest.
 */
export function isWorthRereading(size: number, all: readonly Line[], { ours, titleAt }: Ours): boolean {
  if (size < WORTH_REREADING.from || size > WORTH_REREADING.to || all.length > MOST_LINES) return false;
  const own = new Set(ours.map(({ text }) => text));
  let [known, other] = [0, 0];
  for (const [at, line] of all.entries()) {
    const size = own.has(line.text) ? 0 : proseIn([{ ...line, beside: false }]);
    if (line.company === true || at < titleAt) known += size;
    else other += size;
  }
  return other + Math.min(known, other) > leastOf(ours) - proseIn(ours);
}

/** So much running text makes another reading the better one. */
export function leastOf(ours: readonly Line[]): number {
  return proseIn(ours) * 1.5 + 100;
}

import { isElement, type HtmlDocument, type HtmlElement } from '../../base/html.ts';
import { onceAsked } from '../../base/once-each.ts';
import { siteOf } from '../../base/url.ts';
import type { Line } from '../lines.ts';

/** Whether the link of a line leads to a site that is neither the page's own nor one that the page leads to beside its text. */
export type LeadsElsewhere = (line: Line) => boolean;

/** So many links beside a text are looked at. */
const MOST_LINKS = 3000;
/** An address that says its host. */
const IS_WHOLE = /^https?:\/\//i;

/**
 * Tells an author's sources from ways to other posts and networks: a site leads to its own posts, and to the houses that it follows or sells
 * for from its menu and foot as well; where an author found something is named in the text alone.
 * @param own addresses that the page says it has
 */
export function leadsElsewhere(
  document: HtmlDocument,
  own: readonly string[],
  text: readonly Line[],
): LeadsElsewhere {
  const mine = new Set(own.map(siteOf));
  const others = onceAsked(() => sitesBeside(document, new Set(text.map((line) => line.element))));
  return ({ element }) => {
    const href = hrefIn(element);
    const site = href !== undefined && IS_WHOLE.test(href) ? siteOf(href) : undefined;
    return site !== undefined && !mine.has(site) && !others().has(site);
  };
}

/** Where a line's first link leads, as it is written. */
export function hrefIn(parent: Line['element']): string | undefined {
  for (const child of parent.children) {
    if (!isElement(child)) continue;
    const href = child.name === 'a' ? child.attribs['href'] : hrefIn(child);
    if (href !== undefined) return href;
  }
  return undefined;
}

/** The sites that a page leads to outside its text. */
function sitesBeside(
  document: HtmlDocument,
  text: ReadonlySet<HtmlDocument | HtmlElement>,
): ReadonlySet<string | undefined> {
  const sites = new Set<string | undefined>();
  let left = MOST_LINKS;
  const walk = (parent: HtmlDocument | HtmlElement): void => {
    for (const child of parent.children) {
      if (!isElement(child) || text.has(child) || left <= 0) continue;
      const href = child.name === 'a' ? child.attribs['href'] : undefined;
      if (href !== undefined && IS_WHOLE.test(href)) {
        left -= 1;
        sites.add(siteOf(href));
      }
      walk(child);
    }
  };
  walk(document);
  return sites;
}

/** A page with more links than this has a site around it: what stands before a site has a way back, an imprint and its maker's address. */
export const FEW_LINKS = 6;

/** What the pages of a site have and those of its machinery have not. */
const FURNITURE =
  /<(?:article|nav|time|aside)\b|\bproperty\s*=\s*["']?(?:og|article):|\bld\+json\b|\brel\s*=\s*["']?(?:canonical|alternate)\b/i;

/** Whether a page has parts or data that only the pages of a site have, told without reading its markup. */
export function hasFurniture(html: string): boolean {
  return FURNITURE.test(html);
}

/** How many links a page has, those of its menus too. */
export function countLinks(html: string): number {
  return html.match(/<a\s[^>]{0,300}\bhref\b/gi)?.length ?? 0;
}

import { foldSpace } from '../base/text.ts';
import { buyerByCode } from '../classify/councils/buyers.ts';
import { type Council, councilByCode, currentOf } from '../classify/councils/councils.ts';
import type { EntryRow } from '../store/entries.ts';

/** A case study in the catalogue: title, link, publisher, facts and a blurb in our own words. */
export type Entry = EntryRow;

/** A title as part of an address: `led-street-lights-cut-carbon`, at most 60 characters, cut at a word. */
export function slugOf(title: string): string {
  const words = title
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[\p{M}'’]/gu, '')
    .replaceAll('&', ' and ')
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
  let slug = '';
  for (const word of words) {
    const longer = slug === '' ? word.slice(0, 60) : `${slug}-${word}`;
    if (longer.length > 60) break;
    slug = longer;
  }
  return slug === '' ? 'case' : slug;
}

/** The lasting address of an entry; only its number counts, the slug is for people. */
export function casePath(entry: Pick<Entry, 'id' | 'slug'>): string {
  return `/case/${entry.id}-${entry.slug}`;
}

/** The councils that an entry is about, as they stand now: a former council gives its successors. */
export function councilsNow(entry: Pick<Entry, 'councils'>): readonly Council[] {
  return [...new Set(entry.councils.flatMap(({ code }) => currentOf(code)))];
}

/** The name to show for a buyer of an entry: the official one where we know it, else the source's. */
export function councilName(named: { readonly code: string; readonly as: string }): string {
  return foldSpace(buyerByCode(named.code)?.name ?? named.as);
}

/** Whether a code is one that an address can have: ours, or the slug of a name. */
function isAddressable(code: string): boolean {
  return /^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$/.test(code);
}

/** The address of a buyer's page: councils have theirs, all others are under /buyer; '' where its code fits no address. */
export function buyerPath(code: string): string {
  if (councilByCode(code) !== undefined) return `/council/${code}`;
  return isAddressable(code) ? `/buyer/${code}` : '';
}

/** Where a reader is sent for the story, and what they should know before they go. */
export type StoryLink = {
  readonly href: string;
  readonly kind: 'source' | 'moved' | 'archive' | 'gone';
};

/** The source's page while it lives; where it moved to; its archive copy once it is dead. `gone` has nothing but the old address. */
export function storyLink({ url, link }: Pick<Entry, 'url' | 'link'>): StoryLink {
  if (link.state === 'dead')
    return link.archiveUrl === null
      ? { href: url, kind: 'gone' }
      : { href: link.archiveUrl, kind: 'archive' };
  if (link.state === 'moved' && link.movedTo !== null) return { href: link.movedTo, kind: 'moved' };
  return { href: url, kind: 'source' };
}

/** Whether an entry may stand on other people's pages: a dead link without a copy may not. */
export function isShowable(entry: Entry): boolean {
  return entry.withdrawn === null && storyLink(entry).kind !== 'gone';
}

/** The year a story was published, or '' where that is not known. */
export function yearOf(entry: Pick<Entry, 'published'>): string {
  return entry.published?.slice(0, 4) ?? '';
}

/** The number that a case's address begins with (`12-a-title`), or -1. */
export function caseNumber(name: string): number {
  return /^[1-9]\d{0,14}(?=-|$)/.test(name) ? Number.parseInt(name, 10) : -1;
}

import { foldSpace } from '../base/text.ts';
import { resolveUrl } from '../base/url.ts';
import type { Page } from '../model/page.ts';
import { segments } from './survey/address-shape.ts';
import { viewOf } from './view.ts';

/** What a site calls itself and its section, and the id made of it. */
export type Names = { readonly id: string; readonly name: string; readonly publisher: string };

const SEPARATOR = /\s+[|–—·•»:-]{1,2}\s+|\s*\|\s*/;

/** Names for a source: the publisher by og:site_name, what the titles of its pages share, or the host. `others` are other pages of the site. */
export function nameSource(page: Page, others: readonly Page[]): Names {
  const { host, hostname, pathname } = new URL(page.finalUrl);
  const heading = shortHeading(page);
  const shared = sharedName(page, others, heading);
  const publisher = siteName(page) ?? shared ?? linkHome(page) ?? hostname.replace(/^www\./, '');
  const domain = /^[\d.]+$|^localhost$|^\[/.test(hostname) ? shortSlug(publisher) : slug(labelOf(hostname));
  const folders = segments(page.finalUrl).filter((part) => !/\.\w{2,4}$|^\d+$/.test(part));
  const named = [domain || slug(host), slug(folders.at(-1) ?? '')].filter((part) => part !== '');
  const id = [...new Set(named)].join('-').slice(0, 40).replace(/-$/, '');
  const section = heading ?? titleParts(page).find((part) => part !== publisher && part.length <= 40);
  const isPlain = pathname === '/' || section === undefined || section === publisher;
  return {
    id: id === '' ? 'new-source' : id,
    name: isPlain ? publisher : `${publisher}: ${section}`,
    publisher,
  };
}

/** A long name by its first letters, as its people call it: the Local Government Association is lga. */
function shortSlug(name: string): string {
  const whole = slug(name.replaceAll(/\(.*?\)/g, ''));
  if (whole.length <= 24) return whole;
  return whole
    .split('-')
    .filter((word) => !/^(?:the|of|for|and|in|on|a|an)$/.test(word))
    .map((word) => word[0])
    .join('');
}

function siteName(page: Page): string | undefined {
  const name = foldSpace(viewOf(page).$('meta[property="og:site_name"]').attr('content') ?? '');
  return name === '' ? undefined : name;
}

/** The part of the title that the other pages have as well; a front page's title begins with it, any other's ends with it. */
function sharedName(page: Page, others: readonly Page[], heading: string | undefined): string | undefined {
  const parts = titleParts(page);
  const titles = others.map(titleParts).filter((title) => title.length > 1);
  const shared = parts.filter((part) => titles.every((title) => title.includes(part)));
  const named = titles.length === 0 ? [] : shared.filter((part) => part !== heading);
  if (named.length > 0) return named.at(-1);
  if (new URL(page.finalUrl).pathname === '/') return parts[0];
  return parts.length > 1 ? parts.at(-1) : undefined;
}

function linkHome(page: Page): string | undefined {
  const { $ } = viewOf(page);
  const text = foldSpace($('a[rel=home], header a, a[href="/"]').first().text());
  if (text.length > 2 && !/^home$/i.test(text)) return text;
  const link = $('body a').first();
  const leads = resolveUrl(link.attr('href') ?? '', page.finalUrl);
  // The first link of a page leads home, but for pages without a head, where it leads to a post.
  if (leads === undefined || segments(leads).length > 1) return undefined;
  const first = foldSpace(link.text());
  return first.length > 2 && first.length < 60 && !/^(home|skip)/i.test(first) ? first : undefined;
}

/** What the page calls itself above its cards. */
function shortHeading(page: Page): string | undefined {
  const { $ } = viewOf(page);
  const headings = ['main h1', 'h1'].map((selector) => foldSpace($(selector).first().text()));
  return headings.find((heading) => heading !== '' && heading.length <= 40);
}

function titleParts(page: Page): string[] {
  const title = foldSpace(viewOf(page).$('title').first().text());
  return title.split(SEPARATOR).filter((part) => part !== '');
}

/** `www.apse.org.uk` is apse, `blog.example.com` is example. */
function labelOf(hostname: string): string {
  const labels = hostname.split('.').slice(0, -1);
  const named = labels.filter(
    (label) => !/^(www\d?|blogs?|news|co|com|org|gov|ac|net|nhs|local)$/.test(label),
  );
  return named.at(-1) ?? hostname;
}

function slug(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/['’\p{Mn}]/gu, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
}

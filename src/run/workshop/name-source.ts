import { foldSpace } from '../../base/text.ts';
import type { Page } from '../../fetch/page.ts';
import { segments } from './address-shape.ts';
import { viewOf } from './view.ts';

/** What a site calls itself and its section, and the id made of it. */
export type Names = { readonly id: string; readonly name: string; readonly publisher: string };

const SEPARATOR = /\s+[|–—·•»:-]{1,2}\s+|\s*\|\s*/;

/** Names for a source: the publisher by og:site_name, what the titles of section and front page share, or the host. */
export function nameSource(page: Page, front: Page | undefined): Names {
  const { host, hostname } = new URL(page.finalUrl);
  const section = sectionOf(page);
  const isFront = new URL(page.finalUrl).pathname === '/';
  const publisher =
    siteName(page) ?? sharedName(page, front) ?? linkHome(page) ?? hostname.replace(/^www\./, '');
  const domain = /^[\d.]+$|^localhost$|^\[/.test(hostname) ? slug(publisher) : slug(labelOf(hostname));
  const folder =
    segments(page.finalUrl)
      .filter((part) => !/\.\w{2,4}$|^\d+$/.test(part))
      .at(-1) ?? '';
  const named = [domain || slug(host), slug(folder)].filter((part) => part !== '');
  const id = [...new Set(named)].join('-').slice(0, 40).replace(/-$/, '');
  const isPlain = isFront || section === undefined || section === publisher;
  const name = isPlain ? publisher : `${publisher}: ${section}`;
  return { id: id === '' ? 'new-source' : id, name, publisher };
}

function siteName(page: Page): string | undefined {
  const name = foldSpace(viewOf(page).$('meta[property="og:site_name"]').attr('content') ?? '');
  return name === '' ? undefined : name;
}

/** The part of the title that the front page has as well, or the last part of it. */
function sharedName(page: Page, front: Page | undefined): string | undefined {
  const parts = titleParts(page);
  const shared = front === undefined ? [] : parts.filter((part) => titleParts(front).includes(part));
  // A front page's title begins with the site's name, any other's ends with it.
  if (new URL(page.finalUrl).pathname === '/') return parts[0];
  return shared.at(-1) ?? (parts.length > 1 ? parts.at(-1) : undefined);
}

function linkHome(page: Page): string | undefined {
  const { $ } = viewOf(page);
  const text = foldSpace($('a[rel=home], header a, a[href="/"]').first().text());
  if (text.length > 2 && !/^home$/i.test(text)) return text;
  const first = foldSpace($('body a').first().text());
  return first.length > 2 && first.length < 60 && !/^(home|skip)/i.test(first) ? first : undefined;
}

function sectionOf(page: Page): string | undefined {
  const { $ } = viewOf(page);
  const heading = foldSpace($('h1').first().text());
  if (heading !== '' && heading.length <= 40) return heading;
  const [first, ...rest] = titleParts(page);
  return rest.length > 0 && first !== undefined && first.length <= 40 ? first : undefined;
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

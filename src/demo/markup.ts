const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text made safe for HTML and XML, in an element or a quoted attribute. */
export function escapeText(text: string): string {
  return text.replaceAll(/[&<>"]/g, (char) => ESCAPES[char] ?? char);
}

/** Curly quotes and dashes as numbered entities, as WordPress writes them in REST answers and feeds. */
export function texturize(html: string): string {
  return html.replaceAll(/[‘’“”–—…]/g, (char) => `&#${char.charCodeAt(0)};`);
}

/** The Markdown that the demonstration posts use: paragraphs, `##` headings, `-` lists, bold, italics, links. */
export function bodyHtml(markdown: string): string {
  return markdown
    .trim()
    .split(/\n{2,}/)
    .map(blockHtml)
    .join('\n');
}

function blockHtml(block: string): string {
  if (block.startsWith('## ')) return `<h2>${inlineHtml(block.slice(3))}</h2>`;
  if (!block.startsWith('- ')) return `<p>${inlineHtml(block)}</p>`;
  const items = block.split('\n').map((line) => `<li>${inlineHtml(line.replace(/^- /, ''))}</li>`);
  return `<ul>${items.join('')}</ul>`;
}

function inlineHtml(text: string): string {
  return escapeText(text)
    .replaceAll(/\*\*(.+?)\*\*/g, '<strong>$1</strong>')
    .replaceAll(/\*(.+?)\*/g, '<em>$1</em>')
    .replaceAll(/\[(.+?)\]\((.+?)\)/g, '<a href="$2">$1</a>');
}

/** A sitemap of addresses, each with the day it last changed where that is known. */
export function sitemapXml(entries: readonly { loc: string; lastmod?: string | undefined }[]): string {
  const urls = entries.map(
    ({ loc, lastmod }) =>
      `<url><loc>${escapeText(loc)}</loc>${lastmod === undefined ? '' : `<lastmod>${lastmod}</lastmod>`}</url>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${urls.join('\n')}\n</urlset>\n`;
}

/** 12 November 2019, as a British page prints it. */
export function longDate(day: string): string {
  return new Date(`${day}T12:00:00Z`).toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  });
}

/** The `Last-Modified` (RFC 9110, 8.8.2) of a page that was written at nine on a day. */
export function httpDate(day: string): string {
  return new Date(`${day}T09:00:00Z`).toUTCString();
}

import { readFileSync } from 'node:fs';
import { escapeHtml } from '../../base/text.ts';
import type { ListingPicture, PicturePart } from '../../model/listing-picture.ts';

// Plain CSS, which the desk's style takes in as it is.
const STYLE = new URL('../../web/style/_picture.scss', import.meta.url);

/** A picture as a page of its own, which asks for nothing and runs nothing. */
export function pictureFile(picture: ListingPicture, name: string): string {
  const { url, cards, outside, fields, blocks, parts } = picture;
  const list = (all: ListingPicture['fields']): string =>
    `<ul>${all.map((one) => `<li>${one.name}: <code>${escapeHtml(one.selector)}</code></li>`).join('')}</ul>`;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>The listing of ${escapeHtml(name)}</title><style>${readFileSync(STYLE, 'utf8')}</style></head><body>
<h1>The listing of ${escapeHtml(name)}</h1>
<p>${escapeHtml(url)}: ${cards} cards; ${outside} links that look like theirs stand outside.</p>
${list(fields)}
${blocks.map((block) => `<p>Block ${block.number}, ${block.cards} cards, the first “${escapeHtml(block.first)}”:</p>${list(block.fields)}`).join('\n')}
<div class="pic">${parts.map(partOf).join('')}</div>
</body></html>
`;
}

function partOf(part: PicturePart): string {
  if (part.kind === 'text') return escapeHtml(part.text);
  if (part.kind === 'close') return `</${part.tag}>`;
  if (part.kind === 'pick') return `<span class="pic-pick">block ${part.block}</span>`;
  return `<${part.tag} class="pic-${part.look}">`;
}

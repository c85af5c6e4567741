import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { PublishDeps } from './deps.ts';
import { type EmbedCard, embedFragment } from './embed.ts';

/** Whose colours a frame has: light or dark ones, or those the reader's system asks for. */
export const THEMES = ['auto', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

/** What stands in a frame. `path` is its own address, `more` where its last link leads. */
export type Framed = {
  readonly title: string;
  readonly path: string;
  readonly more: string;
  readonly cards: readonly EmbedCard[];
};

const asset = (name: string) => readFileSync(new URL(`assets/${name}`, import.meta.url), 'utf8').trim();
const STYLE = asset('frame.css');
const SCRIPT = asset('frame.js');

/**
 * Style and script stand in the page and are allowed by their hashes: a frame that its host has sandboxed is of no origin, and
 * could load neither from ours.
 */
export const FRAME_POLICY = [
  "default-src 'none'",
  `style-src '${hashOf(STYLE)}'`,
  `script-src '${hashOf(SCRIPT)}'`,
  "base-uri 'none'",
  "form-action 'none'",
  'frame-ancestors *',
].join('; ');

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

/** A block as a page of its own, for an `<iframe>`; it tells its host how high it is. */
export function framePage(deps: PublishDeps, framed: Framed, theme: Theme): string {
  const address = `${deps.publicUrl}${framed.path}`;
  return deps.views('catalogue/embed.njk', {
    title: framed.title,
    theme,
    style: STYLE,
    script: SCRIPT,
    oembed: oembedUrl(deps.publicUrl, address),
    fragment: embedFragment(framed.cards, framed.more),
  });
}

/** The address that answers by oEmbed for one of ours. */
export function oembedUrl(publicUrl: string, address: string): string {
  return `${publicUrl}/oembed?url=${encodeURIComponent(address)}&format=json`;
}

const COLUMN = 240;
const LINE = 23;

/** About how high a frame is in CSS pixels, for hosts that cannot be told: rather too high than cut. */
export function frameHeight(cards: readonly EmbedCard[], width: number): number {
  const columns = Math.max(1, Math.min(cards.length, Math.floor((width + 8) / (COLUMN + 16))));
  const inner = Math.max(width - 8, 120) / columns - 50;
  const rows = Array.from({ length: Math.ceil(cards.length / columns) }, (_, row) =>
    Math.max(...cards.slice(row * columns, (row + 1) * columns).map((card) => cardHeight(card, inner))),
  );
  return Math.ceil(rows.reduce((sum, height) => sum + height + 16, 0) + 2 * LINE + 8);
}

/** A letter of the text is about 8 pixels wide, one of a heading 10; words that do not fit leave room at the end of a line. */
function cardHeight({ publisher, title, fact, blurb, why }: EmbedCard, width: number): number {
  const lines = (text: string, letter: number) => Math.ceil((text.length * letter * 1.15) / width);
  const whole = lines(publisher, 7) + lines(title, 10) + lines(fact, 8.5) + lines(blurb, 8);
  return (whole + lines(`Why this one: ${why}. About this example`, 7)) * LINE + 80;
}

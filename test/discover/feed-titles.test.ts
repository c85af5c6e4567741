import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readFeed } from '../../src/discover/read-feed.ts';

const titles = (items: readonly string[]): (string | undefined)[] => {
  const feed = `<rss version="2.0"><channel>${items.map((title) => `<item><title>${title}</title><link>/a</link></item>`).join('')}</channel></rss>`;
  const reading = readFeed(feed, 'https://news.example.org/feed/');
  return reading.kind === 'feed' ? reading.items.map((item) => item.title) : [];
};

test('a word in angle brackets is part of a title, and HTML is not', () => {
  expect(
    titles([
      'How we use &lt;details&gt; on forms',
      '&lt;antirez&gt;',
      'Lamps &lt;b&gt;last&lt;/b&gt;',
      'Buying &amp;#8211; a year on',
      'Meals &lt;br/&gt; and more',
    ]),
  ).toEqual([
    'How we use <details> on forms',
    '<antirez>',
    'Lamps last',
    'Buying – a year on',
    'Meals and more',
  ]);
});

test('control characters are no part of a title', () => {
  const feed = readFileSync(new URL('cases/control-character-in-a-title.xml', import.meta.url), 'utf8');
  const reading = readFeed(feed, 'https://x.example/feed');
  expect(reading.kind === 'feed' && reading.items.map((item) => item.title)).toEqual(['abcd']);
});

test('marks of where a line may break and which way it runs are no part of a title, and joiners are', () => {
  expect(titles(['Lam\u00ADpen\u2060post\u200F', 'می\u200Cخواهم'])).toEqual(['Lampenpost', 'می\u200Cخواهم']);
});

import { describe, expect, it } from 'vitest';
import { atAnchor } from '../../src/extract/at-anchor.ts';
import { load } from 'cheerio/slim';
import { pageOf } from './pages.ts';

const PROSE =
  'The council let a contract for its lamps and asked what each of them costs over twenty years. '.repeat(3);

function at(fragment: string, body: string): string {
  const page = pageOf(
    `<html lang="cy"><body><main>${body}</main></body></html>`,
    `https://example.org/all.html#${fragment}`,
  );
  const $ = load(atAnchor(page).body);
  return [$('html').attr('lang'), $('title').text(), $('main').text().replaceAll(/\s+/g, ' ').trim()].join(
    '|',
  );
}

const told = (town: string): string => `cy|${town} buys|${town} buys ${town}: ${PROSE.trim()}`;
const towns = ['Ayr', 'Bute', 'Cowes'];

describe('a post that is a place of a page is', () => {
  it.each([
    ['a section', (t: string) => `<section id="${t}"><h2>${t} buys</h2> <p>${t}: ${PROSE}</p></section>`],
    [
      'what follows a heading up to the next',
      (t: string) => `<h2 id="${t}">${t} buys</h2> <p>${t}: ${PROSE}</p>`,
    ],
    [
      'what follows a named place before a heading',
      (t: string) => `<a name="${t}"></a><h3>${t} buys</h3> <p>${t}: ${PROSE}</p>`,
    ],
    [
      'what surrounds a named place in a heading',
      (t: string) => `<div class="item"><h3><a name="${t}">${t} buys</a></h3> <p>${t}: ${PROSE}</p></div>`,
    ],
  ])('%s', (_, post) => {
    const body = towns.map(post).join('');
    for (const town of towns) expect(at(town, body)).toBe(told(town));
  });

  it('nothing where there is no such place, and the whole page where no place is named', () => {
    expect(at('Deal', `<p>${PROSE}</p>`)).toBe('cy||');
    expect(at('', '<p>All.</p>')).toBe('cy||All.');
    expect(at('%E0%A4', '<p id="x">All.</p>')).toBe('cy||');
  });
});

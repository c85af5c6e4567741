import { describe, expect, it } from 'vitest';
import { postText } from '../../src/model/post.ts';
import { read } from './pages.ts';

// Habits of systems and countries that sixty pages written before anything was mended for them brought up.
const TEXT = [
  'The council let a contract for forty electric vans to a firm in the next town, after a tender that asked for outcomes.',
  'Suppliers were asked early what they could offer, and nine of them came to a meeting in the town hall one evening.',
  'Each van now costs a third less to run than the one that it replaced, and drivers would not want to go back.',
];
const paragraphs = TEXT.map((text) => `<p>${text}</p>`).join('');
const TITLE = 'Forty vans that run on power from the roof';
const page = (above: string, { lang = 'en', text = paragraphs, below = '' } = {}): string =>
  `<html lang="${lang}"><head><title>${TITLE} | Northtown</title></head><body><nav><a href="/">Home</a></nav><main><h1>${TITLE}</h1>${above}${text}${below}</main></body></html>`;

describe('the day of publication', () => {
  it.each([
    ['cy', 'Dyddiad cyhoeddi: 3 Mawrth 2026'],
    ['fr', 'Date de publication : 3 mars 2026'],
    ['it', 'Data di pubblicazione: 3 marzo 2026'],
    ['ja', '公開日：令和8年3月3日'],
    ['cs', 'Zveřejněno: 3. 3. 2026'],
    ['en', '<span title="Tue, 03 Mar 2026 10:00:00 GMT">9 months ago</span>'],
  ])('is read as %s writes it: %s', (lang, line) => {
    expect(read(page(`<p>${line}</p>`, { lang })).published.value).toBe('2026-03-03');
  });

  it('is read where it opens the text behind a place and before an agency', () => {
    const text = `<p>LEEDS, 3 March 2026 (News Service) — ${TEXT[0]}</p><p>${TEXT[1]}</p>`;
    expect(read(page('', { text })).published.value).toBe('2026-03-03');
  });

  it('is no day of which something else is said', () => {
    expect(read(page('<p>Contract start: 3 March 2026</p>')).published.value).toBeNull();
    expect(read(page('<p>Diweddarwyd y dudalen: 3 Mawrth 2026</p>')).published.value).toBeNull();
  });
});

describe('who wrote it', () => {
  it.each([
    ['pl', '<span>Opublikowano: 3 marca 2026</span> <span>Autor: Jan Kowalski</span>', 'Jan Kowalski'],
    ['nb', 'Av Kari Nordmann, publisert 3. mars 2026', 'Kari Nordmann'],
    ['en', '<span class="createdby">Written by: <span>Jane Roe</span></span>', 'Jane Roe'],
  ])('is read as %s writes it: %s', (lang, line, author) => {
    expect(read(page(`<p>${line}</p>`, { lang })).author).toBe(author);
  });
});

describe('the text', () => {
  it('is whole where a link within it was never closed', () => {
    const text = `<p>${TEXT[0]}<p>See the <a href="/r">report.<p>${TEXT[1]}<p>${TEXT[2]}`;
    const read1 = postText(read(page('', { text })));
    for (const one of TEXT) expect(read1).toContain(one);
  });

  it('ends before whom to ask, on one line or several', () => {
    const below =
      '<h2>Ansprechpartner</h2><p>Erika Muster<br>Telefon: 0123 456789<br>E-Mail: <a href="mailto:e@x.example">e@x.example</a></p>';
    expect(postText(read(page('', { below })))).not.toMatch(/Ansprechpartner|Erika/);
  });

  it('ends before the only answer in a forum, where machines are told that it is one', () => {
    const answer = `<div itemprop="comment"><p>I would like to know what each of the vans cost in the end, and who paid for the chargers.</p></div>`;
    expect(postText(read(page('', { below: answer })))).not.toContain('chargers');
  });
});

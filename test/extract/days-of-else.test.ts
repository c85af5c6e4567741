import { describe, expect, it } from 'vitest';
import { MEALS, read } from './pages.ts';

// Days of something else than the post, by what stands before them and by their place (docs/decisions/0078).
const TEXT = MEALS.map((text) => `<p>${text}</p>`).join('');
const TITLE = 'What is left on the plate';
type Around = { readonly end?: string; readonly top?: string; readonly lang?: string };
const dayOf = (under: string, { end = '', top = '', lang = 'en-GB' }: Around = {}): string | null =>
  read(
    `<html lang="${lang}"><head><title>${TITLE} - The Ashford Herald</title></head><body>${top}<main><h1>${TITLE}</h1>${under}<div class="rte">${TEXT}${end}</div></main></body></html>`,
  ).published.value;

const FACTS = '<dt>Venue</dt><dd>Town Hall</dd><dt>Time</dt><dd>10:00</dd>';
const PLAIN = '<p class="date">12 March 2024</p>';

describe('a day is of something else than the post', () => {
  it.each([
    ['en', '<p>Apply by 12 April 2024</p>'],
    ['en', '<p>Deadline 12 April 2024</p>'],
    ['en', '<p>Closing Date: 12 April 2024</p>'],
    ['de', '<p>Bewerbungsfrist: 12. April 2024</p>'],
    ['en', '<p><strong>Submission deadline</strong> 12 April 2024</p>'],
    ['nl', '<p>Sluitingsdatum: 12 april 2024</p>'],
    ['de', '<p>Anmeldungsdatum: 12. April 2024</p>'],
    ['en', '<p>Crews in Mill Street on 12 April 2024</p>'],
    ['en', '<p>Claims filed by 12 April 2024</p>'],
    ['de', '<p>Beitrag einreichen bis 12. April 2024</p>'],
    ['en', '<p>Meeting streamed live on 12 April 2024</p>'],
    ['en', '<p>open to residents on 12 April 2024</p>'],
    ['en', '<p>Stories for the news date 12 April 2024</p>'],
    ['en', '<div><div class="field__label">When</div><div class="field__item">12 April 2024</div></div>'],
    ['fr', '<p>Date limite : 12 avril 2024</p>'],
    ['es', '<p>Hasta el 12 de abril de 2024</p>'],
    ['en', '<div><span>Applications close</span> <time datetime="2024-04-12">12 April 2024</time></div>'],
    ['en', '<p class="deadline"><time datetime="2024-04-12">12 April 2024</time></p>'],
    [
      'en',
      '<p itemscope itemtype="https://schema.org/Event"><time datetime="2024-04-12">12 April</time></p>',
    ],
    ['en', `<dl><dt>Date</dt><dd>12 April 2024</dd>${FACTS}</dl>`],
    ['en', '<ul><li>Date: 12 April 2024</li><li>Time: 10am to 3pm</li></ul>'],
    ['en', '<ul><li>Date: 12 April 2024</li><li>Price: £5</li></ul>'],
    ['de', '<p>Konzert am 12. April 2024, 19 Uhr</p>'],
    ['en', '<p><time datetime="2024-04-12">12 April 2024 9:00 am - 9:05 am</time></p>'],
    ['en', '<p><strong>Submissions Due:</strong> 12 April 2024</p>'],
    ['en', '<p>Apply online by 12 April 2024</p>'],
    ['en', '<p>12–14 April 2024</p>'],
    ['en', '<p class="date">1 May 2023 to 30 April 2025</p>'],
    ['en', '<figure><img src="a.jpg"><figcaption>Mill Street, 3 May 2021</figcaption></figure>'],
  ])('by what stands before it or its place (%s): %s', (lang, under) => {
    expect([dayOf(under, { lang }), dayOf(under + PLAIN, { lang })]).toEqual([null, '2024-03-12']);
  });

  it.each([
    '<table><tr><th>Contract start</th><td>1 May 2023</td></tr><tr><th>Supplier</th><td>Roadwise</td></tr></table>',
    '<p>Source: www.roads.example, accessed 3 May 2021</p>',
    '<figure><img src="a.jpg"><figcaption>Mill Street on 3 May 2021</figcaption></figure>',
    '<p>The council signed on 3 May 2021</p>',
  ])('behind the text: %s', (end) => {
    expect(dayOf('', { end })).toBeNull();
  });

  it('in the banner of the site, where it is that of the page', () => {
    const banner = (home: string): string =>
      `<header>${home}<p class="date">Saturday 21 November 2026</p></header>`;
    expect(dayOf('', { top: banner('<a href="/">The Herald</a>') })).toBeNull();
    expect(dayOf('', { top: banner('') })).toBe('2026-11-21');
    const bar = '<div class="bar"><span class="date">Saturday 21 November 2026</span></div>';
    expect(dayOf('', { top: bar + banner('<a href="/">The Herald</a>') })).toBeNull();
    expect(dayOf('', { top: banner('<a href="/">The Herald</a>') + bar })).toBeNull();
  });
});

describe('on a page that its address keeps under events', () => {
  const at = (under: string): string | null =>
    read(`<title>${TITLE}</title><main><h1>${TITLE}</h1>${under}<div>${TEXT}</div></main>`, {
      url: 'https://herald.example/events/mending/',
    }).published.value;

  it('is the event’s', () => {
    expect([at('<p>12 March 2024</p>'), at('<p><time datetime="2024-03-12">12 March</time></p>')]).toEqual([
      null,
      null,
    ]);
  });

  it('is the post’s where it is called so', () => {
    const called = '<p><time class="entry-date" datetime="2024-03-12">12 March</time></p>';
    expect([at('<p>Posted on 12 March 2024</p>'), at(called)]).toEqual(['2024-03-12', '2024-03-12']);
  });
});

describe('a day is the post’s', () => {
  it.each([
    ['en', '<dl><dt>Date</dt><dd>12 March 2024</dd><dt>Topic</dt><dd>Roads</dd></dl>'],
    ['en', '<dl><dt>Published</dt><dd>12 March 2024</dd><dt>Location</dt><dd>Westmere</dd></dl>'],
    ['en', '<p><strong>Date of publication:</strong> 12 March 2024</p>'],
    ['en', '<p>Press release 12 March 2024</p>'],
    ['en', '<p>News from 12 March 2024</p>'],
    ['en', '<p>admin on 12 March 2024</p>'],
    ['fr', '<p>Rédigé par Chloé Masson le 12 mars 2024</p>'],
    ['es', '<p>Escrito el 12 de marzo de 2024</p>'],
    ['cy', '<p>Wedi ei gyhoeddi ar 12 Mawrth 2024</p>'],
    ['cy', '<p>Wedi ei bostio ar 12 Mawrth 2024</p>'],
    ['de', '<p>Beitragsdatum: 12. März 2024</p>'],
    ['de', '<p>Online seit 12. März 2024</p>'],
    ['en', '<p>Went live on 12 March 2024</p>'],
    ['en', '<p>Jane Cooper, reporter 12 March 2024</p>'],
    ['en', '<p>jane cooper on 12 March 2024</p>'],
    ['en', '<p>Filed under news on 12 March 2024</p>'],
    ['de', '<p>Pressemitteilung vom 12. März 2024</p>'],
    ['de', '<p>Veröffentlicht am 12. März 2024, Bewerbungsfrist bis 30. April 2024</p>'],
    ['en', '<p>Closing date 30 April 2024 – published 12 March 2024</p>'],
    ['en', '<p>Council news on 12 March 2024</p>'],
    ['en', '<p><time datetime="2024-03-12">March 12, 2024 at 7 p.m.</time></p>'],
    ['en', '<p class="date">March 12, 2024 at 7pm</p>'],
    ['en', '<p>jo <span class="updated">2024-05-11T16:45:26+00:00</span><span>March 12th, 2024</span></p>'],
    ['en', '<p><time datetime="2024-03-12T10:00-05:00">2024-03-12T10:00-05:00</time></p>'],
    ['fr', '<ul><li class="post-date"><span>Date de l’article</span> 12 mars 2024</li></ul>'],
    ['it', '<p>dati, reti il <time class="entry-date" datetime="2024-03-12">12 marzo 2024</time></p>'],
    ['en', '<p>Last updated 3 May 2024 | First published 12 March 2024</p>'],
    ['en', '<div><span>Last updated: 3 May 2024</span><span>First published: 12 March 2024</span></div>'],
    ['en', '<p class="date">12 March 2024</p><div class="event"><p>Date: 3 June 2024</p></div>'],
  ])('(%s): %s', (lang, under) => {
    expect(dayOf(under, { lang })).toBe('2024-03-12');
  });
});

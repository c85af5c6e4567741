import { describe, expect, it } from 'vitest';
import { MEALS, read } from './pages.ts';

// Habits of sites, written down before the code was looked at or after what it missed of them (docs/decisions/0076).
const PROSE = MEALS.map((text) => `<p>${text}</p>`).join('');
const TITLE = 'What is left on the plate';
type Around = {
  readonly end?: string;
  readonly after?: string;
  readonly head?: string;
  readonly lang?: string;
};
const page = (under: string, { end = '', after = '', head = '', lang = 'en-GB' }: Around = {}): string =>
  `<html lang="${lang}"><head><title>${TITLE} - The Ashford Herald</title>${head}</head><body><main><h1>${TITLE}</h1>${under}<div class="rte">${PROSE}${end}</div>${after}</main></body></html>`;
const authorOf = (under: string, around?: Around): string | undefined => read(page(under, around)).author;
const dayOf = (under: string, around?: Around): string | null => read(page(under, around)).published.value;
const DAY = '<p class="date">12 March 2024</p>';

describe('who a page names with a label or a role', () => {
  it.each([
    ['<p>Written by</p><p>Jo Roe</p><p>Head of Kitchens</p>', 'Jo Roe'],
    ['<p class="byline"><span>WORDS</span> <strong>JO ROE</strong></p>', 'JO ROE'],
    ['<table><tr><td>Author:</td><td>Jo Roe</td></tr></table>', 'Jo Roe'],
    ['<div><b>Jo Roe</b><br>Education reporter<br>jroe@ashford.example</div>', 'Jo Roe'],
    ['<p><strong>Jo Roe, Head of Kitchens, Ashford Council</strong></p>', 'Jo Roe'],
    ['<p class="byline">As told to Jo Roe</p>', 'Jo Roe'],
    ['<p class="byline">By Jo Roe, Special to The Herald</p>', 'Jo Roe'],
    ['<p class="byline">By Jo Roe, g1 SP</p>', 'Jo Roe'],
    ['<p>Par Jo Roe<br>Publié le 12 mars 2024 à 9h00 - Mis à jour le 14 mars 2024 à 10h12</p>', 'Jo Roe'],
    ['<p><em>This is a guest post by Jo Roe, who cooks for the county.</em></p>', 'Jo Roe'],
    ['<p>In this guest blog, Jo Roe, Head of Kitchens, explains what was left.</p>', 'Jo Roe'],
    [
      '<p>Authors: <a href="/people/jo-roe">Jo Roe</a>, <a href="/people/kit-low">Kit Low</a></p>',
      'Jo Roe, Kit Low',
    ],
    ['<div class="author-info"><a href="/staff/jo">Jo Roe</a></div>', 'Jo Roe'],
    ['<p>Words by Jo Roe. Pictures by Kit Low.</p>', 'Jo Roe'],
    ['<p>By Jo Roe<br>Staff Writer</p>', 'Jo Roe'],
    ['<p>Jo Roe<br>Education reporter</p>', 'Jo Roe'],
    ['<p>Jo Roe, jo.roe@ashford.example</p>', 'Jo Roe'],
    ['<h3>Posted On: March 12, 2024 - By: Jo Roe</h3>', 'Jo Roe'],
    ['<p>Par Jo Roe avec AFP</p>', 'Jo Roe'],
    ['<p>Por: Jo Roe</p>', 'Jo Roe'],
    ['<p>Geschreven door Jo Roe op 12 maart 2024</p>', 'Jo Roe'],
    ['<p>Par <a href="/author/joroe/">joroe</a></p>', 'joroe'],
    ['<div><img class="avatar" src="/a.png" alt=""><a href="/u/jr">Jo Roe</a></div>', 'Jo Roe'],
    ['<table><tr><th>Author</th><td>Jo Roe</td></tr><tr><th>On</th><td>12 March</td></tr></table>', 'Jo Roe'],
    ['<p>Writer: Jo Roe</p>', 'Jo Roe'],
    ['<p>Texto y fotos: Jo Roe. Vídeo: Kit Low</p>', 'Jo Roe'],
    ['<p>Von Jo Roe, Berlin</p>', 'Jo Roe'],
    ['<p>By JO ROE 09:30, 12 March 2024</p>', 'JO ROE'],
    ['<p>Jo Roe Published: 12 March 2024</p>', 'Jo Roe'],
    ['<div><p>Jo Roe</p><a href="https://social.example/jr">Follow @jr</a></div>', 'Jo Roe'],
    ['<p>Mill Street, 12 March 2024</p>', undefined],
    ['<div><span>By Jo Roe</span><span>BBC News</span></div>', 'Jo Roe'],
    ['<p>By Jo Roe and PA Reporter</p>', 'Jo Roe'],
    ['<div><a href="/@jo">Jo Roe</a></div>', 'Jo Roe'],
    ['<p>By Our Reporter</p>', undefined],
    ['<p>By Ashford Correspondent</p>', undefined],
    ['<p>Par La Rédaction</p>', undefined],
    ['<p class="byline">By Ashford Herald Staff</p>', undefined],
    ['<p>In this guest blog, Jo Roe explains what was left.</p>', 'Jo Roe'],
    ['<p class="intro">Most of what was left was fish, writes Jo Roe.</p>', 'Jo Roe'],
    ['<p class="intro">Most of what was left was fish. Jo Roe reports.</p>', 'Jo Roe'],
    ['<p>In this blog, West Sussex shows what can be left.</p>', undefined],
    ['<p>In this post, Milton Keynes, a city of the south, explains what was left.</p>', undefined],
    ['<p>In this blog, Social Value Manager, explains what was left.</p>', undefined],
    ['<p>Jo Roe, director of schools, talks to us about gravy</p>', undefined],
    ['<h3>Contact Info</h3><p>info@ashford.example</p>', undefined],
    ['<p>Contact</p><p>Jo Roe</p><p>Procurement Manager</p>', undefined],
    ['<div><span>12 March 2024</span><span>Digital Services</span></div>', undefined],
    ['<p>Case Study</p><p>12 March 2024</p>', undefined],
  ])('%s', (under, author) => {
    expect(authorOf(under + DAY)).toBe(author);
  });

  it('is no house that machines are told of', () => {
    expect(authorOf(DAY, { head: '<meta name="author" content="Northgate Media">' })).toBeUndefined();
  });

  it('is the site’s own writer among others', () => {
    const links = '<p><a href="/authors/jo-roe">Jo P Roe</a>, <a href="/authors/kit">Kit Low</a></p>';
    const own = page(links + DAY).replace('The Ashford Herald', 'Jo P Roe');
    expect(read(own).author).toBe('Jo P Roe, Kit Low');
  });

  it('is who JSON-LD calls the creator', () => {
    const data = '{"@type":"NewsArticle","creator":["Jo Roe"]}';
    expect(authorOf(DAY, { head: `<script type="application/ld+json">${data}</script>` })).toBe('Jo Roe');
  });

  it('is who JSON-LD names in parts', () => {
    const data = '{"@type":"BlogPosting","author":{"@type":"Person","givenName":"Jo","familyName":"Roe"}}';
    expect(authorOf(DAY, { head: `<script type="application/ld+json">${data}</script>` })).toBe('Jo Roe');
  });
});

describe('who a page names below the text', () => {
  it.each([
    ['<h3>About the author</h3><p>Jo Roe is a cook and a trustee of two charities.</p>', 'Jo Roe'],
    [
      '<h3>About the authors</h3><p><b>Jo Roe</b></p><p>Chief cook</p><p><b>Kit Low</b></p><p>Dietitian</p>',
      'Jo Roe, Kit Low',
    ],
    ['<div class="author-box"><h3>Jo Roe</h3><p>Jo cooks for the county.</p></div>', 'Jo Roe'],
    ['<p><em>Jo Roe is director of kitchens at Ashford Council.</em></p>', 'Jo Roe'],
    ['<p style="text-align:right"><strong>Jo Roe</strong></p>', 'Jo Roe'],
    ['<p>Jo Roe<br>Head of Kitchens<br>Ashford Council</p>', 'Jo Roe'],
    ['<p>“It has been a joy from the first day to the last.”</p><p><b>Jo Roe</b></p>', undefined],
    ['<p><strong>Press contact</strong></p><p>Jo Roe</p><p>Communications Manager</p>', undefined],
    ['<p><strong>Ashford Council</strong></p>', undefined],
    ['<p><strong>Next Steps</strong></p>', undefined],
    ['<p>Learn More</p>', undefined],
    ['<p>Milton Keynes</p>', undefined],
    ['<p><em>Jo Roe</em></p>', 'Jo Roe'],
    ['<p>Jo Roe is a reporter for The Ashford Herald.</p>', 'Jo Roe'],
    ['<p>Jo Roe is a manager in Ash.</p><p>Kit Low is a manager in Elm.</p>', undefined],
    ['<p>(Reporting by Jo Roe; editing by Kit Low)</p>', 'Jo Roe'],
    ['<p>Written by Jo Roe, head of kitchens.</p>', 'Jo Roe'],
    ['<p>Jo Roe, Chief Executive</p>', 'Jo Roe'],
    ['<p>Yours sincerely,</p><p>Jo Roe</p>', 'Jo Roe'],
    ['<p>Kind regards,<br>Jo Roe<br>Ashford</p>', 'Jo Roe'],
    [
      '<div><p>They have done a wonderful job in all of our kitchens.</p><p>Jo Roe</p><p>Director, Roe</p></div>',
      undefined,
    ],
    ['<p>“It has been a joy from the first day to the last.”</p><p>Jo Roe, Chief Executive</p>', undefined],
  ])('%s', (end, author) => {
    expect(authorOf(DAY, { end })).toBe(author);
  });

  it.each(['<p><em>Jo Roe</em></p>', '<div><p><b>Jo Roe</b></p><p>Head of Kitchens, Ashford</p></div>'])(
    'also where the text’s own box is over: %s',
    (after) => {
      expect(authorOf(DAY, { after })).toBe('Jo Roe');
    },
  );
});

describe('what is said of an author', () => {
  const ABOUT = 'Jo cooks for the county and weighs what is left.';
  it.each([
    [
      `<div class="wp-block-post-author"><p class="wp-block-post-author__name">Jo Roe</p><p>${ABOUT}</p></div>`,
      '',
    ],
    ['', `<h3>About the author</h3><p>Jo Roe ${ABOUT.slice(3)}</p>`],
  ])('is no text: %s%s', (under, end) => {
    const post = read(page(under, { end }));
    expect(post.author).toBe('Jo Roe');
    expect(post.blocks.map(({ text }) => text)).toEqual(MEALS);
  });

  it('is named above a break and a house below it', () => {
    const heading = (below: string): string =>
      `<h4>By <a href="mailto:jo@a.example">Jo Roe</a><br>${below}</h4>`;
    expect(authorOf(heading('American Home Products Corporation'))).toBe('Jo Roe');
    expect(authorOf(heading('and Kit Low'))).toBe('Jo Roe and Kit Low');
  });
});

describe('a title in bold', () => {
  it('may be all of the title element but an issue that nothing parts from it', () => {
    const line = `<center><big><strong><font>${TITLE}</font></strong></big><br><strong>By Jo Roe</strong></center>`;
    expect(read(`<title>${TITLE} HA #82</title><body>${line}${PROSE}`).title).toBe(TITLE);
  });
});

describe('when a page says it was published', () => {
  it.each([
    ['vi', '<p>Ngày 12 tháng 3 năm 2024</p>'],
    ['vi', '<p>Đăng ngày 12 Tháng Ba, 2024</p>'],
    ['he', '<p class="date">12 במרץ 2024</p>'],
    ['th', '<p class="date">12 มีนาคม 2567</p>'],
    ['ar', '<p class="date">١٢ مارس ٢٠٢٤</p>'],
    ['fr', '<p>Par Jo Roe<br>Publié le 12 mars 2024 à 9h00 - Mis à jour le 14 mars 2024 à 10h12</p>'],
    ['en', '<p>Published 12 March 2024, updated <time datetime="2024-05-20">20 May 2024</time></p>'],
    ['en', '<p><time class="updated" datetime="2024-03-12">12 March 2024</time></p>'],
  ])('in %s: %s', (lang, under) => {
    expect(dayOf(under, { lang })).toBe('2024-03-12');
  });

  it('is not the day of a change that only a class names', () => {
    expect(dayOf('<p><span class="post-date-updated">18 June 2024</span></p>')).toBeNull();
  });

  it('is not that of the first comment in a list that nothing is called after', () => {
    const comment = (day: string): string =>
      `<li><b>Jo</b> <time class="published" datetime="${day}">${day}</time><p>Good to hear that.</p></li>`;
    const after = `<section><h2>2 responses</h2><ol>${comment('2024-04-02')}${comment('2024-04-03')}</ol></section>`;
    expect(dayOf('<time datetime="2024-03-12">12 March 2024</time>', { after })).toBe('2024-03-12');
  });

  it('is that of no list of events, nor of the post that a line above the title leads to', () => {
    const event = (day: string): string => `<li><time datetime="${day}">${day}</time> Budget briefing</li>`;
    const after = `<aside><h3>Events</h3><ul>${event('2026-11-20')}${event('2026-11-21')}</ul></aside>`;
    expect(dayOf('', { after })).toBeNull();
    const ticker =
      '<div><a href="/bins">Bins late again</a> <time datetime="2026-11-20">20 Nov</time></div><h1>';
    expect(read(page(DAY).replace('<h1>', ticker)).published.value).toBe('2024-03-12');
  });

  it('is of the year in the address where the day of the week says so', () => {
    const at = (day: string, lang = 'en'): string | null =>
      read(page(`<p>${day}</p>`, { lang }), { url: 'https://a.example/news/2024/left' }).published.value;
    expect([at('Tuesday 12 March'), at('Monday 12 March')]).toEqual(['2024-03-12', '2024']);
    expect([at('Dienstag, 12. März', 'de'), at('Montag, 12. März', 'de')]).toEqual(['2024-03-12', '2024']);
  });

  it('is read in the order that other days of the page prove', () => {
    const after =
      '<aside><ul><li>Leaves <span>9/22/2024</span></li><li>Salt <span>10/30/2024</span></li></ul></aside>';
    expect(dayOf('<div class="date">3/12/2024</div>', { after })).toBe('2024-03-12');
  });

  it('may stand beside a heading that says more than it links to, which leads to no other post', () => {
    const facts = (heading: string): string =>
      `<footer><p>Published on <span>12 March 2024</span></p><h3>${heading}</h3></footer>`;
    expect(dayOf('', { after: facts('Filed by the kitchens under <a href="/c">Meals</a>') })).toBe(
      '2024-03-12',
    );
    expect(dayOf('', { after: facts('<a href="/bins">Bins are late again this week</a>') })).toBeNull();
  });
});

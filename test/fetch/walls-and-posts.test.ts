import { expect, test } from 'vitest';
import { judgeBody } from '../../src/fetch/body/content.ts';
import { pageAgain } from '../../src/model/page.ts';

/** An address that says nothing of its post, so that only the page can speak. */
const NUMBERED = 'https://town.example/news/4471';
const MENU = `<header><ul>${['News', 'Bins', 'Tax', 'Planning', 'Jobs', 'Housing', 'Schools', 'Contact'].map((name) => `<li><a href="/${name.toLowerCase()}">${name}</a></li>`).join('')}</ul></header>`;

const page = (title: string, body: string): string =>
  `<!doctype html><html><head><title>${title}</title></head><body>${body}</body></html>`;
const post = (title: string, text: string): string =>
  page(`${title} | Town`, `${MENU}<main><h1>${title}</h1>${text}</main>`);

function kindOf(html: string, url = NUMBERED): string {
  const arrived = pageAgain({ url, finalUrl: url, contentType: 'text/html', body: html, fetchedAt: 0 });
  return judgeBody({ ...arrived, expect: 'post', now: 0 })?.kind ?? 'content';
}

const trace = (line: string): string => Array.from({ length: 60 }, (_, at) => `${line}:${at}`).join('\n');

const WALLS: readonly (readonly [name: string, kind: string, html: string])[] = [
  [
    'Varnish’s own error',
    'failed',
    page(
      '503 Backend fetch failed',
      '<h1>Error 503 Backend fetch failed</h1><h3>Guru Meditation:</h3><p>XID: 12984471</p>',
    ),
  ],
  [
    'a host that does not answer Cloudflare, with ninety words of advice',
    'failed',
    page(
      'town.example | 522: Connection timed out',
      `<h1>Connection timed out <span>Error code 522</span></h1><p>${'The most likely cause is that something on your server is hogging resources. '.repeat(7)}</p>`,
    ),
  ],
  [
    'WordPress that cannot go on, in Dutch',
    'failed',
    '<html><head><title>WordPress &rsaquo; Fout</title></head><body id="error-page"><p>Er heeft zich een kritieke fout voorgedaan op deze site.</p></body></html>',
  ],
  [
    'a report of Django’s longer than any post',
    'failed',
    page(
      'OperationalError at /news/4471/',
      `<h1>OperationalError at /news/4471/</h1><pre>${trace('handlers/base.py')}</pre>`,
    ),
  ],
  [
    'a report of Symfony’s',
    'failed',
    page(
      'Connection refused (500 Internal Server Error)',
      `<h1>Symfony Exception</h1><pre>${trace('vendor/doctrine/driver.php')}</pre>`,
    ),
  ],
  [
    'a long report of ASP.NET’s',
    'failed',
    page(
      'Object reference not set to an instance of an object.',
      `<h1>Server Error in '/' Application.</h1><pre>${trace('Umbraco.Web.Mvc.Execute')}</pre>`,
    ),
  ],
  [
    'half a post that ends in a fatal error of PHP',
    'failed',
    `${post('New lamps for Elm Street', `<p>${'The council bought forty lamps in June. '.repeat(50)}</p>`).replace('</main></body></html>', '')}<br />\n<b>Fatal error</b>:  Uncaught Error: Call to undefined function get_field() in /var/www/single.php:14 thrown in <b>/var/www/single.php</b> on line <b>14</b><br />`,
  ],
  [
    'a part of TYPO3 that failed',
    'failed',
    post('New lamps', '<p>Oops, an error occurred! Code: 20261130080142b7c1d2a9</p>'),
  ],
  [
    'a refusal of Wordfence’s, longer than most',
    'blocked',
    page(
      'Your access to this site has been limited by the site owner',
      `<h1>Your access to this site has been limited by the site owner</h1><p>(HTTP response code 503)</p><p>${'Wordfence is a plugin that its owner uses to manage access to their site. '.repeat(6)}</p><p>Mon, 30 Nov 2026 8:01:02 GMT</p>`,
    ),
  ],
  [
    'a server’s own first page',
    'blocked',
    page('Apache Tomcat/9.0.65', `${MENU}<h1>Apache Tomcat/9.0.65</h1><h2>Congratulations!</h2>`),
  ],
  [
    'a domain with nothing on it, in German',
    'blocked',
    page(
      'Hier entsteht eine neue Internetpräsenz',
      '<h1>Hier entsteht eine neue Internetpräsenz!</h1><p>Diese Domain wurde bei uns registriert.</p>',
    ),
  ],
  [
    'a consent wall in French that says so below its title',
    'blocked',
    page(
      'Nous respectons votre vie privée',
      `<h1>Nous respectons votre vie privée</h1><p>Nos partenaires et nous utilisons des cookies. ${'Nous traitons des données de mesure et de contenu. '.repeat(9)}</p><form><button>Accepter et continuer</button></form>`,
    ),
  ],
  [
    'a browser that is too old',
    'blocked',
    page(
      'Town',
      '<h1>Your browser is not supported</h1><p>Please upgrade.</p><a href="https://www.mozilla.org/firefox">Firefox</a>',
    ),
  ],
  [
    'a lost page in Portuguese',
    'gone',
    post('Oops!', '<p>A página que procura não existe ou foi removida.</p>'),
  ],
  ['a lost page in Italian', 'gone', post('Pagina inesistente', '<p>Cercate altrove.</p>')],
  ['a lost page in Danish', 'gone', post('Vi kan ikke finde siden', '<p>Prøv at søge.</p>')],
  ['a lost page in Dutch', 'gone', post('Deze pagina bestaat niet (meer)', '<p>Gebruik de zoekfunctie.</p>')],
  [
    'a check that needs nobody to press anything',
    'blocked',
    page('Azure WAF', '<h1>Please wait while we verify your browser</h1><script>check()</script>'),
  ],
  [
    'too many requests to Cloudflare',
    'failed',
    page('Town', '<h1>Error 1015</h1><p>You are being rate limited.</p>'),
  ],
  ['a lost page in Turkish', 'gone', post('Aradığınız sayfa bulunamadı', '<p>Kaldırılmış olabilir.</p>')],
  [
    'a lost page in words of no list, of a theme that calls it so',
    'gone',
    page('Town', `${MENU}<div class="content error-404"><h1>Fy jawn</h1><p>Bla blo.</p></div>`),
  ],
  [
    'a page that asks how old its reader is, in words of no list',
    'blocked',
    page(
      'Bodegas',
      '<h1>¿Eres mayor de edad?</h1><p>Solo para adultos.</p><button>Sí</button><button>No</button>',
    ),
  ],
  [
    'Tomcat’s report with its trace',
    'failed',
    page(
      'HTTP Status 500 – Internal Server Error',
      `<h1>HTTP Status 500 – Internal Server Error</h1><pre>${trace('java')}</pre>`,
    ),
  ],
];

test.each(WALLS)('%s is %s', (_name, kind, html) => expect(kindOf(html)).toBe(kind));

const SHORT = '<p>It was decided on Tuesday, and work begins in May.</p>';
const SEARCH = '<form action="/search"><input name="q"><button>Search</button></form>';

test.each([
  ['a statue', 'The statue in the square has been removed'],
  ['a lost owner', 'Police cannot find the owner of the boat'],
  ['a lift', 'Station lift under maintenance until Friday'],
  ['a library', 'Mobile library temporarily unavailable'],
  ['a pool', 'Swimming pool back soon'],
  ['a lift in German', 'Wartungsarbeiten am Rathausaufzug'],
  ['a bridge in French', 'En maintenance, le pont tournant reste ouvert'],
  ['water in Czech', 'Technická odstávka vodovodu v ulici Polní'],
  ['a bus stop', 'Sorry, the bus stop has been removed'],
  ['both sides', 'Ikke bare den ene siden av saken'],
  ['parking', 'This year’s parking charge has been removed'],
  ['the other side', 'Die andere Seite der Stadt: nicht nur für Gäste'],
  ['scooters', 'Age verification for e-scooters'],
  ['a magazine', 'Subscribe to continue the village magazine'],
  ['a club', 'JavaScript club for girls'],
  ['market traders', 'The new site is coming soon for market traders'],
])('a short post on %s has its words from a wall and is content', (_what, title) => {
  expect(kindOf(post(title, SHORT))).toBe('content');
});

test.each([
  ['consent', 'Planning consent granted for new depot', ''],
  ['cookies', 'Cookies at the town hall', ''],
  ['robots', 'Robots mow the green', ''],
  ['browsers', 'Which browser is best?', '<p>Cookies are explained, too.</p>'],
])('a search box beside a short post on %s makes no wall of it', (_what, title, more) => {
  expect(kindOf(page(title, `<h1>${title}</h1>${SHORT}${more}${SEARCH}`))).toBe('content');
});

test('a log-in box behind the part that holds a short post makes no wall of it, and a house wall is none', () => {
  const form = '<form><input name="user"><input type="password"><button>Log in</button></form>';
  expect(kindOf(post('Log-in scheme wins award', SHORT) + form)).toBe('content');
  const walls = 'A firewall between two houses';
  expect(kindOf(page(walls, `<h1>${walls}</h1>${SHORT}<a href="/news">More news</a>`))).toBe('content');
});

test('a page that is headed as its address spells it is the one that was asked for', () => {
  const at = (name: string): string => `https://town.example/news/${name}`;
  const planned = post('Planned maintenance until Monday morning', SHORT);
  expect(kindOf(planned)).toBe('failed');
  expect(kindOf(planned, at('planned-maintenance-until-monday-morning'))).toBe('content');
  const login = `<form class="login"><input type="password"></form>${post('Sign in to the new tenants’ portal', SHORT)}`;
  expect(kindOf(login)).toBe('blocked');
  expect(kindOf(login, at('sign-in-to-the-new-tenants-portal'))).toBe('content');
  const umlaut = post('Seite für Müllabfuhr nicht mehr gültig', SHORT);
  expect(kindOf(umlaut)).toBe('gone');
  expect(kindOf(umlaut, at('seite-fuer-muellabfuhr-nicht-mehr-gueltig'))).toBe('content');
  expect(kindOf(post('Page not found', SHORT), at('page-not-found'))).toBe('gone');
});

test('a day beside its heading makes a post of a page that is called as a wall is, and a wall’s own clock does not', () => {
  const called = (day: string): string => post('One moment, please', `<p>${day}</p>${SHORT}`);
  expect(kindOf(called('By Jane Cole, 3 May 2026'))).toBe('content');
  expect(kindOf(called('2026-11-30 08:00:00 UTC'))).toBe('blocked');
});

test.each(['Cookieの扱いを見直した市役所', 'JavaScriptなしで動く申請フォーム'])(
  'a text of 300 letters in a script without spaces has many words, though it is headed %s',
  (title) => {
    const text = '利用者の同意を得てから記録を残すように見直しを進めています。';
    const menu = '<button>メニュー</button>';
    expect(kindOf(menu + post(title, `<p>${text.repeat(15)}</p>`))).toBe('content');
    expect(kindOf(page(title, `${menu}<h1>${title}</h1><p>${text}</p>`))).toBe('blocked');
  },
);

test('WordPress’s form for a post’s own password is a wall under the post’s title, whatever else the page says', () => {
  const form = (action: string): string =>
    `<form action="https://town.example/wp-login.php?${action}" method="post"><input type="password"></form>`;
  const footer = `<footer><p>${'We are a town of bridges. '.repeat(15)}</p></footer>`;
  const at = 'https://town.example/news/warmer-homes-scheme';
  const title = 'Protegit: Warmer homes scheme';
  expect(kindOf(post(title, form('action=postpass')) + footer, at)).toBe('blocked');
  expect(kindOf(post(title, SHORT) + footer + form('action=postpass'), at)).toBe('content');
  expect(kindOf(post(title, form('log=1')) + footer, at)).toBe('content');
});

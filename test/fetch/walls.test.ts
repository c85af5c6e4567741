import { readFileSync, readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { judgeBody } from '../../src/fetch/body/content.ts';
import type { Arrived } from '../../src/fetch/body/looked.ts';
import { pageAgain } from '../../src/model/page.ts';

const RECORDINGS = new URL('../../sources/recordings/', import.meta.url);
const url = 'https://town.example/news/repairs';

const menu =
  '<nav>' +
  Array.from({ length: 150 }, (_, i) => `<a href="/s${i}">Council service ${i}</a>`).join(' ') +
  '</nav>';
const menuList =
  '<ul>' +
  Array.from({ length: 150 }, (_, i) => `<li><a href="/s${i}">Council service number ${i}</a></li>`).join(
    '',
  ) +
  '</ul>';
const p = (t: string, b: string): string =>
  `<!doctype html><html><head><title>${t}</title></head><body>${b}</body></html>`;
const text =
  '<p>' +
  'The council wrote a framework for its schools and bought milk from farms near by. '.repeat(5) +
  '</p>';
const PAGES: readonly (readonly [name: string, kind: string, html: string, more?: Partial<Arrived>])[] = [
  [
    'Vercel’s checkpoint',
    'blocked',
    p(
      'Vercel Security Checkpoint',
      '<noscript>Enable JavaScript to continue</noscript><p id="header-text">We\'re verifying your browser</p><p>Website owner? <a href="https://vercel.link/x">Click here to fix</a></p>',
    ),
  ],
  [
    'a soft 404 in German under a large menu',
    'gone',
    p(
      'Seite nicht gefunden – Stadt',
      menuList + '<h1>Seite nicht gefunden</h1><p>Leider gibt es diese Seite nicht.</p>',
    ),
  ],
  ['a soft 404 in French', 'gone', p('Erreur 404', menu + '<h1>Page introuvable</h1><p>Désolé.</p>')],
  [
    'maintenance in French',
    'failed',
    p('Site en maintenance', '<h1>Site en maintenance</h1><p>Merci de revenir plus tard.</p>'),
  ],
  [
    'an ASP.NET error',
    'failed',
    p(
      'Runtime Error',
      "<h1>Server Error in '/' Application.</h1><h2>Runtime Error</h2><p>An application error occurred on the server.</p>",
    ),
  ],
  [
    'a log-in form in Spanish under a large menu',
    'blocked',
    p(
      'Acceso de socios',
      menuList +
        '<main><h1>Acceso</h1><form><label>Usuario</label><input name=u><label>Clave</label><input type="password" name=p></form></main>',
    ),
  ],
  [
    'a WordPress post behind a password',
    'blocked',
    p(
      'Protected: Open story – Site',
      '<nav><a href="/">Home</a></nav><article><h1>Protected: Open story on catering</h1><div><form><p>This content is password protected. To view it please enter your password below:</p><input name="post_password" type="password"></form></div></article>',
    ),
    { title: 'Open story on catering' },
  ],
  [
    'Akamai’s refusal',
    'blocked',
    p(
      'Access Denied',
      "<h1>Access Denied</h1>You don't have permission to access this on this server.<P>Reference #18.5c",
    ),
  ],
  [
    'Sucuri’s refusal',
    'blocked',
    p(
      'Sucuri WebSite Firewall - Access Denied',
      '<h1>Access Denied - Sucuri Website Firewall</h1><p>If you are the site owner (or you manage this site), please whitelist your IP.</p><table><tr><td>Your IP:</td></tr></table>',
    ),
  ],
  [
    'a consent wall in Dutch',
    'blocked',
    p(
      'DPG Media Privacy Gate',
      '<h1>Wij gebruiken cookies</h1><p>Om je een betere ervaring te geven. Kies hieronder.</p><button>Akkoord</button><a href="/privacy">Privacy</a>',
    ),
  ],
  [
    'a demand for JavaScript in French',
    'blocked',
    p('Veuillez patienter', '<noscript>x</noscript><p>Veuillez activer JavaScript pour continuer.</p>'),
  ],
  [
    'a database that does not answer',
    'failed',
    '<html><body><h1>Error establishing a database connection</h1></body></html>',
  ],
  ['a bare SQL error', 'failed', 'SQLSTATE[HY000] [2002] Connection refused'],
  [
    'a warning of PHP and no page',
    'failed',
    '<br />\n<b>Warning</b>:  mysqli_connect(): (HY000/2002): Connection refused in <b>/home/x/db.php</b> on line <b>12</b><br />\nFailed to connect to MySQL',
  ],
  [
    'a stub that sends a browser on',
    'failed',
    p('Moved', '<meta http-equiv="refresh" content="3; url=/new/place"><p>This page has moved.</p>'),
  ],
  [
    'a captcha that is titled as a check',
    'blocked',
    p('Verify you are human', '<div class="cf-turnstile"></div>'),
  ],
  ['PerimeterX', 'blocked', p('', '<div id="px-captcha"></div><p>Press & Hold</p>')],
  [
    'Imperva',
    'blocked',
    '<html><head><META NAME="robots" CONTENT="noindex"></head><body><iframe src="/_Incapsula_Resource?x=1"></iframe></body></html>',
  ],
  [
    'an article that was removed',
    'gone',
    p('Town News', menuList + '<h1>Sorry, this article has been removed</h1>'),
  ],
  [
    'a queue in front of a site',
    'blocked',
    p('You are now in line', '<h1>You are now in line</h1><p>Your estimated wait time is: 4 minutes</p>'),
  ],
  [
    'F5’s refusal in Spanish',
    'blocked',
    p('Solicitud rechazada', 'La URL solicitada fue rechazada.<br>Su ID de soporte es: 1832475'),
  ],
  [
    'a server nobody has set up',
    'blocked',
    p(
      'Welcome to nginx!',
      '<h1>Welcome to nginx!</h1><p>The nginx web server is successfully installed.</p>',
    ),
  ],
  [
    'a domain for sale',
    'blocked',
    p('town.example', '<h1>town.example</h1><p>This domain may be for sale.</p><a href="/x">Loans</a>'),
  ],
  [
    'an exception of a framework',
    'failed',
    p('OperationalError at /news/', '<h1>OperationalError at /news/repairs</h1><pre>could not connect</pre>'),
  ],
  [
    'a country shut out',
    'blocked',
    p(
      '451: Unavailable for legal reasons',
      '<h1>451: Unavailable for legal reasons</h1><p>We are sorry.</p>',
    ),
  ],
  [
    'a lost page in Welsh, which asks not to be indexed',
    'gone',
    p(
      'Heb ganfod y dudalen',
      `<meta name="robots" content="noindex, follow">${menu}<h1>Heb ganfod y dudalen</h1><p>Nid oedd modd dod o hyd iddi.</p>`,
    ),
  ],
  [
    'a lost page that jokes in its heading',
    'gone',
    p(
      'Sorry, this page has hit snooze. | Town',
      menu +
        '<main>' +
        ' '.repeat(900) +
        '<h1>Sorry, this page has hit snooze.</h1><p>We couldn’t find the page you were looking for.</p></main>',
    ),
  ],
  [
    'a lost page that says so in Finnish, in its text alone',
    'gone',
    p('Hups | Kaupunki', menu + '<main><h1>Hups!</h1><p>Sivua, jota etsit, ei löydy.</p></main>'),
  ],
  [
    'a notice of a few words that is not to be indexed and says when it was published',
    'content',
    '<meta name="robots" content="noindex"><meta property="article:published_time" content="2026-03-03">' +
      p('Depot closed', menu + '<h1>Depot closed on Monday</h1><p>It opens again on Tuesday.</p>'),
  ],
  [
    'a headline that opens as a refusal does',
    'content',
    p(
      'Access denied: how disabled renters are shut out',
      '<article><h1>Access denied: how disabled renters are shut out</h1><p>Forty homes have a ramp.</p></article>',
    ),
  ],
  [
    'news of a checkpoint',
    'content',
    p(
      'Airport security checkpoint to close',
      '<article><h1>Airport security checkpoint to close</h1><p>One of two will close in June.</p></article>',
    ),
  ],
  [
    'news of an error in a database',
    'content',
    p(
      'Database error led to double payments',
      '<article><h1>Database error led to double payments</h1><p>Forty suppliers were paid twice in May.</p></article>',
    ),
  ],
  ['a plain post', 'content', p('Town News', '<h1>Town news</h1>' + text)],
  [
    'a short post with a captcha in its comment form',
    'content',
    p(
      'Lamps bought',
      menu +
        '<h1>Lamps bought</h1><p>Forty lamps were bought in June.</p><form><textarea></textarea><div class="g-recaptcha"></div><button>Post comment</button></form>',
    ),
  ],
  [
    'a tiny post with a captcha, headed as promised',
    'content',
    p(
      'Post 1 on catering',
      '<h1>Post 1 on catering</h1><p>Short.</p><form><div class="h-captcha"></div><button>Join</button></form>',
    ),
    { title: 'Post 1 on catering' },
  ],
  [
    'a tiny post with a captcha',
    'content',
    p(
      'Post 1 on catering',
      '<h1>Post 1 on catering</h1><p>Short.</p><form><div class="h-captcha"></div><button>Join</button></form>',
    ),
  ],
  [
    'a short post under a log-in box',
    'content',
    p(
      'Lamps',
      '<header><form><input type=password></form></header>' +
        menu +
        '<h1>New lamps for Hull</h1><p>Bought at last.</p>',
    ),
  ],
  [
    'a post about cookie banners',
    'content',
    p(
      'How we bought a cookie banner',
      menuList + '<h1>How we bought a cookie banner</h1>' + text + '<button>Accept</button>',
    ),
  ],
  [
    'a post below a warning of PHP',
    'content',
    '<br /><b>Warning</b>: Undefined variable in x.php on line 3<br />' +
      p('Lamps for Hull', '<h1>Lamps for Hull</h1>' + text),
  ],
  [
    'a listing with a captcha in its footer',
    'content',
    p(
      'News',
      menu +
        Array.from(
          { length: 20 },
          (_, i) => `<article><h2><a href="/n/${i}">Story ${i}</a></h2></article>`,
        ).join('') +
        '<form><div class="g-recaptcha"></div></form>',
    ),
    { expect: 'listing' },
  ],
  [
    'a listing beside a log-in box',
    'content',
    p(
      'News',
      '<h1>News</h1><form><input type=password></form>' +
        Array.from({ length: 20 }, (_, i) => `<h2><a href="/n/${i}">Story ${i}</a></h2>`).join(''),
    ),
    { expect: 'listing' },
  ],
  [
    'a post about maintenance',
    'content',
    p(
      'Bridge under maintenance: how Hull let the contract',
      menuList + '<h1>Bridge under maintenance: how Hull let the contract</h1><p>A short note on lots.</p>',
    ),
    { title: 'Bridge under maintenance: how Hull let the contract' },
  ],
  [
    'a page that reloads itself',
    'content',
    p('News', '<meta http-equiv=refresh content=300><h1>News</h1><p>x</p>'),
  ],
  [
    'a short post on a site with a noscript note',
    'content',
    p(
      'Lamps for Hull',
      menuList +
        '<noscript>Enable JavaScript</noscript><h1>Lamps for Hull</h1><p>Short but fine.</p><form><input name=q><button>Search</button></form>',
    ),
  ],
  [
    'a short post about robots',
    'content',
    p(
      'Robots mow the parks of Hull',
      menuList +
        '<h1>Robots mow the parks of Hull</h1><p>The robot mowers came in June.</p><form><input name=q><button>Search</button></form>',
    ),
  ],
];

const BANNER =
  '<div class="cookie"><h2>We value your privacy</h2><p>We use cookies.</p><button>Accept</button><button>Reject</button></div>';

const kindOf = (html: string, more: Partial<Arrived> = {}): string => {
  const page = pageAgain({ url, finalUrl: url, contentType: 'text/html', body: html, fetchedAt: 0 });
  return judgeBody({ ...page, expect: 'post', now: 0, ...more })?.kind ?? 'content';
};

const CASES = PAGES.map(([name, kind, html, more]) => ({ name, kind, html, more }));

test.each(CASES)('$name is $kind', ({ kind, html, more }) => {
  expect(kindOf(html, more)).toBe(kind);
});

test('no page that was recorded of a real source is refused', () => {
  const files = readdirSync(RECORDINGS, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.html'),
  );
  expect(files.length).toBeGreaterThan(10);
  const refused = files.filter((name) => {
    const expects = name.includes('listing') ? 'listing' : 'post';
    return kindOf(readFileSync(new URL(name, RECORDINGS), 'utf8'), { expect: expects }) !== 'content';
  });
  expect(refused).toEqual([]);
});

const short = (title: string, said: string): string => p(title, `${menuList}<h1>${title}</h1><p>${said}</p>`);

test.each([
  ['gone', 'ページが見つかりません', 'お探しのページは移動または削除された可能性があります。'],
  ['gone', 'Az oldal nem található', 'A keresett oldal nem létezik.'],
  ['gone', 'الصفحة غير موجودة', 'عذرا'],
  ['failed', 'Przerwa techniczna', 'Trwają prace serwisowe. Zapraszamy później.'],
  ['failed', 'Error', 'ORA-12154: TNS: could not resolve the connect identifier specified'],
  ['failed', 'Your session has expired', 'Please start again.'],
  ['blocked', 'Доступ к ресурсу ограничен', 'Ваш запрос был заблокирован системой безопасности.'],
  ['blocked', 'Verificando se você é humano', 'Isso pode levar alguns segundos.'],
  ['blocked', 'Are you over 18?', 'You must be of legal age to view this site.'],
  ['blocked', 'Subscribe to continue reading', 'Already a subscriber?'],
  ['gone', 'Search results', 'No results found for forty-vans.'],
  ['gone', 'Suchergebnisse für Müllwagen', 'Es wurde nichts gefunden.'],
  ['blocked', 'Access denied', 'You may not see this.'],
  ['content', 'Access denied no more', 'The hall has a ramp at last.'],
  ['content', 'One moment, please, for the caretaker', 'He keeps the school warm.'],
  ['content', 'Search results that cost a council its name', 'It asked for them to be taken down.'],
  ['content', 'Page not found: archives lost in a flood', 'The parish lost its books.'],
  ['content', 'Back soon: the library bus returns', 'It has a new driver.'],
  ['content', 'Under maintenance contracts, who pays for the lifts?', 'Tenants do.'],
  ['content', 'Nur einen Moment Zeit: Bürger befragt', 'Das Rathaus fragt.'],
  ['content', 'Checking your browser: a guide to safe surfing', 'The library teaches it.'],
  ['content', 'Manutenzione strade: nuovo contratto', 'Il comune firma.'],
  ['gone', 'Ошибка 404', 'Возможно, она была удалена.'],
  ['gone', 'Администрация города', 'К сожалению, запрашиваемая вами страница была удалена.'],
  ['failed', '500: An error has occurred', 'Please try again.'],
  ['failed', 'Our new website is coming soon', 'Leave your address and we will tell you.'],
  ['content', 'Error 500: the night the payroll failed', 'Nobody was paid on time.'],
  ['content', 'Coming soon: a new library', 'It opens in May.'],
])('%s: a page under a menu that is headed “%s”', (kind, title, said) => {
  expect(kindOf(short(title, said))).toBe(kind);
});

test('a check that asks for a moment in a sentence is one where nothing of a site is around it', () => {
  const said = 'One moment, please, while we look at you';
  expect(kindOf(p(said, `<h1>${said}</h1><p>This will not take long.</p>`))).toBe('blocked');
});

test('a form that asks first who is there is a log-in form', () => {
  const form = '<form><input type="email"><button>Continue</button></form>';
  expect(kindOf(p('Sign in', `${menuList}<h1>Sign in</h1><p>Members only.</p>${form}`))).toBe('blocked');
  expect(kindOf(p('Signs in the street', `${menuList}<h1>Signs in the street</h1>${text}${form}`))).toBe(
    'content',
  );
});

test('a notice about cookies on a short post below a menu makes no wall of it, and one without a site around it is a wall', () => {
  const post = '<main><h1>New vans arrive</h1><p>Forty of them came this week.</p></main>';
  expect(kindOf(p('New vans arrive', BANNER + menu + post))).toBe('content');
  expect(kindOf(p('New vans arrive', BANNER))).toBe('blocked');
});

test('a site for sale, and a program that says which exception it met, are no posts', () => {
  expect(kindOf(p('town.example', '<h1>town.example</h1><p>This website is for sale!</p>'))).toBe('blocked');
  const django = '<h1>DoesNotExist at /news/1/</h1><p>Article matching query does not exist.</p>';
  expect(kindOf(p('DoesNotExist at /news/1/', django))).toBe('failed');
});

test.each(['<nav>', '<select>', '<button>', '<a b>'])(
  'two million characters of %s that never end are sought through once, not once for each',
  (tag) => expect(kindOf(`<!doctype html><body>${tag.repeat(2_000_000 / tag.length)}`)).toBe('content'),
);

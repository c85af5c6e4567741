import { pastIn } from './simulate.ts';
import { eachPost, isHtml, moment, type Mutation, strangePage, wholeText } from './mutation.ts';
import { redate, undate } from './post-text.ts';
import { DAY } from '../base/durations.ts';
import { readsOf } from '../health/plain-sense.ts';
import type { Scenario } from './scenario.ts';
import { writeSheet } from './sheet.ts';
import { pageSaying, SHOWN } from './site.ts';

const range = (from: number, count: number): number[] =>
  Array.from({ length: count }, (_, index) => from + index);

/** What breaks a source without a crash. Each must be told, whatever the source. */
export const HARMFUL: readonly Mutation[] = [
  {
    name: 'the classes of cards are renamed',
    expected: ['degraded', 'parse_error'],
    apply: (scenario) => wholeText(scenario, renameShape),
  },
  {
    name: 'dates are dropped',
    expected: ['degraded'],
    apply: (scenario) => (isDated(scenario) ? eachPost(scenario, undate) : undefined),
  },
  {
    name: 'titles are dropped',
    expected: ['degraded', 'parse_error'],
    apply: (scenario) => untitle(scenario, ''),
  },
  {
    name: 'titles all say “Read more”',
    expected: ['degraded'],
    apply: (scenario) => untitle(scenario, 'Read more'),
  },
  {
    name: 'navigation stands where the cards were',
    expected: ['degraded'],
    apply: (scenario) => moment(scenario, scenario.listing(scenario.texts(NAVIGATION.map(asPost)))),
  },
  {
    name: 'a challenge page',
    expected: ['blocked'],
    apply: (scenario) => strangePage(scenario, CHALLENGE),
  },
  { name: 'a consent page', expected: ['blocked'], apply: (scenario) => strangePage(scenario, CONSENT) },
  { name: 'a log-in form', expected: ['blocked'], apply: (scenario) => strangePage(scenario, LOG_IN) },
  {
    name: 'an empty shell that needs JavaScript',
    expected: ['degraded', 'parse_error'],
    apply: (scenario) => strangePage(scenario, SHELL),
  },
  {
    name: 'all posts have addresses of another scheme',
    expected: ['degraded', 'storm', 'gap'],
    apply: (scenario) =>
      moment(
        scenario,
        scenario.listing(scenario.texts(known(scenario, (slug) => `8${slug.length}-${slug}`))),
      ),
  },
  {
    name: 'new posts come in a template that the adapter does not know',
    expected: ['blind'],
    apply: (scenario) => {
      const news = [scenario.post(-1), scenario.post(-2)];
      const witness = scenario.witness(news);
      if (witness === undefined) return undefined;
      const { page } = scenario.site.listing;
      const body = isHtml(scenario)
        ? scenario
            .listing(scenario.posts)
            .body.replace(
              /<body[^>]*>/,
              `$&${news.map(({ slug, title }) => `<div><a href="/${slug}">${title}</a></div>`).join('')}`,
            )
        : scenario.listing(scenario.posts).body;
      return moment(scenario, { ...page, body, fetchedAt: scenario.at }, { witness });
    },
  },
  {
    name: 'the listing is frozen',
    expected: ['blind'],
    apply: (scenario) => {
      const witness = scenario.witness([scenario.post(-1)]);
      return witness && moment(scenario, scenario.listing(scenario.posts), { witness });
    },
  },
  {
    name: 'the server says “not modified” though posts came',
    expected: ['blind'],
    apply: (scenario) => {
      const witness = scenario.witness([scenario.post(-1)]);
      return witness && moment(scenario, 'unchanged', { witness });
    },
  },
  {
    name: 'all dates are rewritten',
    expected: ['degraded'],
    apply: (scenario) =>
      isDated(scenario) ? eachPost(scenario, (text) => redate(text, scenario.at - DAY)) : undefined,
  },
  {
    name: 'a soft 404',
    expected: ['gone'],
    apply: (scenario) => strangePage(scenario, SOFT_404),
  },
  {
    name: 'a redirect to the home page',
    expected: ['moved', 'parse_error'],
    apply: (scenario) => {
      const { url } = scenario.site.listing.page;
      const home = new URL('/', url).href;
      const redirects = [{ from: url, to: home, status: 302 }];
      return home === url ? undefined : strangePage(scenario, HOME, { finalUrl: home, redirects });
    },
  },
  {
    name: 'the wrong charset',
    expected: ['degraded'],
    apply: (scenario) => wholeText(scenario, (text) => Buffer.from(text).toString('latin1')),
  },
  {
    name: 'half the cards',
    // Where the newest are among those that went, the witness says so, and that is the truer story.
    expected: ['degraded', 'blind'],
    apply: (scenario) => {
      const { sheet, others } = scenario.site.listing;
      const half = [...scenario.posts, ...others].filter((_, index) => index % 2 === 0);
      return moment(
        scenario,
        pageSaying(scenario.site.listing, writeSheet({ ...sheet, posts: half }), scenario.at),
      );
    },
  },
  {
    name: 'the page ends in the middle',
    expected: ['degraded', 'parse_error'],
    apply: (scenario) => moment(scenario, pageSaying(scenario.site.listing, cutOff(scenario), scenario.at)),
  },
  {
    name: 'posts stand there twice, under second addresses',
    expected: ['storm'],
    apply: (scenario) => {
      // By addresses alone they are new: the posts themselves are found to be twins once they are read.
      if (!readsOf(scenario.site.source.discover).title) return undefined;
      const again = known(scenario, (slug) => `${slug}-2`).slice(0, 5);
      return moment(scenario, scenario.listing([...scenario.texts(again), ...scenario.posts]));
    },
  },
  {
    name: 'sixty posts at once',
    expected: ['storm'],
    apply: (scenario) => {
      const flood = range(0, 60).map((number) => ({
        ...scenario.post(-1 - number),
        title: `Item ${number} of the old archive`,
      }));
      return moment(scenario, scenario.listing([...scenario.texts(flood), ...scenario.posts]));
    },
  },
  {
    name: 'posts lose their text',
    expected: ['degraded'],
    apply: (scenario) => {
      const { article } = scenario.site;
      const usual = moment(scenario, scenario.listing(scenario.posts));
      return article && { ...usual, article: { ...article, body: withoutText(article.body) } };
    },
  },
  {
    name: 'an error page that calls itself 200',
    expected: ['network_error'],
    apply: (scenario) => strangePage(scenario, BROKEN),
  },
];

const NAVIGATION = [
  'About us',
  'Our people',
  'Contact',
  'Jobs',
  'Privacy',
  'Accessibility',
  'Membership',
  'Events',
  'Training',
  'Press office',
  'Cookies',
  'Site map',
];
const CHALLENGE =
  '<!doctype html><html><head><title>Just a moment...</title></head><body><h1>Checking your browser</h1><script>window._cf_chl_opt={}</script></body></html>';
const CONSENT =
  '<!doctype html><html><head><title>Before you continue</title></head><body><form action="/save"><p>We use cookies and data.</p><button>Accept all</button></form></body></html>';
const LOG_IN =
  '<!doctype html><html><head><title>Log in</title></head><body><form method="post"><input name="user"><input type="password" name="secret"></form></body></html>';
const SHELL =
  '<!doctype html><html><head><title>News</title></head><body><div id="root"></div><script src="/app.js"></script></body></html>';
const SOFT_404 =
  '<!doctype html><html><head><title>Page not found</title></head><body><h1>Page not found</h1><p>Try the search.</p></body></html>';
const HOME =
  '<!doctype html><html><head><title>Welcome</title></head><body><h1>Welcome</h1><p>We work for better public services.</p><a href="/about/">About us</a></body></html>';
const BROKEN =
  '<!doctype html><html><head><title>Service unavailable</title></head><body><h1>Service unavailable</h1></body></html>';

/** Names of classes, of XML elements, of JSON fields: whatever an adapter finds posts by. */
function renameShape(text: string): string {
  return text
    .replaceAll(/ class="([^"]+)"/g, (_, names: string) => ` class="${names.replaceAll(/\S+/g, 'x-$&')}"`)
    .replaceAll(/<(\/?)(?:article|dl|li|item|entry|url)\b/g, '<$1section')
    .replaceAll('"link":', '"href":');
}

function untitle(scenario: Scenario, title: string) {
  const { discover } = scenario.site.source;
  if (discover.kind === 'sitemap') return undefined;
  const words = range(0, SHOWN).map((number) => ({ ...scenario.post(number), title }));
  return moment(scenario, scenario.listing(scenario.texts(words)));
}

function known(scenario: Scenario, rename: (slug: string) => string) {
  return range(0, SHOWN).map((number) => {
    const words = scenario.post(number);
    return { ...words, slug: rename(words.slug) };
  });
}

function isDated({ memory }: Scenario): boolean {
  return (pastIn(memory).at(-1)?.coverage.date ?? 0) > 0.5;
}

/** A line in place of all paragraphs, as behind a wall or in a template that loads the rest later. */
function withoutText(html: string): string {
  let met = 0;
  return html.replaceAll(/<p\b[^>]*>[\s\S]*?<\/p>/g, () =>
    (met += 1) === 1 ? '<p>Read on in our app.</p>' : '',
  );
}

function cutOff(scenario: Scenario): string {
  const { head } = scenario.site.listing.sheet;
  const whole = writeSheet({ ...scenario.site.listing.sheet, posts: scenario.posts });
  return whole.slice(0, head.length + Math.floor((whole.length - head.length) * 0.35));
}

function asPost(title: string, index: number) {
  return { slug: title.toLowerCase().replaceAll(' ', '-'), title, at: Date.UTC(2026, 0, 1 + index) };
}

/** A story that sites of every make tell. */
export type Story = {
  readonly number: number;
  readonly title: string;
  readonly slug: string;
  /** `2026-10-26`. */
  readonly iso: string;
  readonly year: number;
  readonly month: string;
  readonly day: number;
  readonly teaser: string;
};

/** How the sites of one content management system show their stories, from what such systems are known to write. */
export type Habit = {
  readonly name: string;
  readonly listing: string;
  readonly urlOf: (story: Story) => string;
  readonly main: (stories: readonly Story[]) => string;
  /** What each card shows besides a title. */
  readonly shows: readonly ('date' | 'teaser')[];
};

const TOWNS = ['Ayr', 'Bute', 'Cowes', 'Deal', 'Ely', 'Fife', 'Goole', 'Hove', 'Ilford', 'Jarrow'];
const THINGS = ['electric vans', 'school meals', 'street lamps', 'road salt', 'library books'];
const MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
);

/** The newest first, nine days apart. */
export const STORIES: readonly Story[] = TOWNS.map((town, number) => {
  const thing = THINGS[number % THINGS.length] ?? '';
  const at = new Date(Date.UTC(2026, 9, 26 - number * 9));
  return {
    number,
    title: `How ${town} buys its ${thing} with its neighbours`,
    slug: `how-${town}-buys-${thing}`.toLowerCase().replaceAll(' ', '-'),
    iso: at.toISOString().slice(0, 10),
    year: at.getUTCFullYear(),
    month: MONTHS[at.getUTCMonth()] ?? '',
    day: at.getUTCDate(),
    teaser: `${town} asked five suppliers what they charge over ten years and chose by that figure alone.`,
  };
});

const two = (count: number): string => String(count).padStart(2, '0');
export const long = ({ day, month, year }: Story): string => `${day} ${month} ${year}`;
export const short = ({ day, month, year }: Story): string => `${day} ${month.slice(0, 3)} ${year}`;
export const inNumbers = ({ iso }: Story, order: 'dmy' | 'mdy'): string => {
  const [year = '', month = '', day = ''] = iso.split('-');
  return order === 'dmy' ? `${day}/${month}/${year}` : `${month}/${day}/${year}`;
};
const ordinal = ({ day, month, year }: Story): string => {
  const end = day % 100 >= 11 && day % 100 <= 13 ? 'th' : (['th', 'st', 'nd', 'rd'][day % 10] ?? 'th');
  return `${day}${end} ${month} ${year}`;
};

/** A page of any of these sites, with the menus and footers that all have. */
export function pageWith(main: string, title = 'News'): string {
  const links = (paths: readonly (readonly [string, string])[]): string =>
    `<ul>${paths.map(([at, says]) => `<li><a href="${at}">${says}</a></li>`).join('')}</ul>`;
  const menu = links([
    ['/about-us', 'About us and our work'],
    ['/services', 'Services for all councils'],
    ['/events', 'Events and training days'],
    ['/join', 'Join the network today'],
  ]);
  const foot = links([
    ['/privacy-notice', 'Privacy notice for users'],
    ['/accessibility-statement', 'Accessibility statement here'],
    ['/cookie-policy', 'Cookie policy of site'],
  ]);
  return `<!doctype html><html lang="en"><head><title>${title} | Town purse</title></head><body><header class="top"><a href="/">Town purse</a><nav class="menu">${menu}</nav></header>${main}<footer>${foot}</footer></body></html>`;
}

export const each = (stories: readonly Story[], card: (story: Story) => string): string =>
  stories.map(card).join('\n');

export const grouped = (stories: readonly Story[], keyOf: (story: Story) => string): readonly Story[][] => [
  ...Map.groupBy(stories, keyOf).values(),
];

export const HABITS: readonly Habit[] = [
  {
    name: 'a picture, a title, an excerpt and a byline, each a link',
    listing: '/blog',
    urlOf: ({ slug }) => `/blog/${slug}`,
    shows: ['date', 'teaser'],
    main: (stories) =>
      `<main><section class="BlogList">${each(stories, (story) => `<article class="BlogList-item hentry"><a class="BlogList-item-image-link" href="/blog/${story.slug}"><img alt="${story.title}"></a><a class="BlogList-item-title" href="/blog/${story.slug}">${story.title}</a><div class="BlogList-item-excerpt"><p>${story.teaser}</p></div><div class="Blog-meta"><time datetime="${story.iso}">${inNumbers(story, 'dmy')}</time><a href="/blog?author=5f">Ann Lee</a><a href="/blog/category/Energy">Energy</a></div></article>`)}</section></main>`,
  },
  {
    name: 'names that a build tool made, and words that stand close together',
    listing: '/stories',
    urlOf: ({ slug }) => `/post/${slug}`,
    shows: ['date', 'teaser'],
    main: (stories) =>
      `<div id="SITE_CONTAINER"><div class="gallery-item-x">${each(stories, (story) => `<div class="cmp-${story.number}ax" data-hook="post-list-item"><div class="k9dQz"><ul class="ZtYw0"><li><span title="${short(story)}" class="post-metadata__date time-ago">${short(story)}</span></li><li><span class="dot">2 min read</span></li></ul><a class="O16KGI pu51Xe" href="/post/${story.slug}"><div class="bD0vt9"><p class="bD0vt9 KNiaIk">${story.title}</p></div></a><div class="BOlnTh"><div>${story.teaser}</div></div><button>Like</button><a class="RlCp" href="/post/${story.slug}#comments">3 comments</a></div></div>`)}</div></div>`,
  },
  {
    name: 'a heading within its link, below its date',
    listing: '/news-and-views/',
    urlOf: ({ slug }) => `/news-and-views/${slug}/`,
    shows: ['date', 'teaser'],
    main: (stories) =>
      `<div class="container"><ul class="listing">${each(stories, (story) => `<li class="listing__item"><p class="listing__date">Published: ${long(story)}</p><a class="listing__link" href="/news-and-views/${story.slug}/"><h2 class="listing__title">${story.title}</h2></a><p class="listing__summary">${story.teaser}</p></li>`)}</ul></div>`,
  },
  {
    name: 'numbers and slugs with low lines, and ordinal days',
    listing: '/news',
    urlOf: ({ number, slug }) => `/news/article/${900 - number}/${slug.replaceAll('-', '_')}`,
    shows: ['date', 'teaser'],
    main: (stories) =>
      `<main><ul class="list list--news">${each(stories, (story) => `<li class="list__item"><a class="list__link" href="/news/article/${900 - story.number}/${story.slug.replaceAll('-', '_')}">${story.title}</a><p class="list__text">${story.teaser}</p><p class="list__date">${ordinal(story)}</p></li>`)}</ul></main>`,
  },
  {
    name: 'a finder with filters and a list of facts in each result',
    listing: '/search/news',
    urlOf: ({ slug }) => `/government/news/${slug}`,
    shows: ['date', 'teaser'],
    main: (stories) =>
      `<main><form><label><input type="checkbox"> News</label></form><ul class="document-list">${each(stories, (story) => `<li class="document-list__item"><div class="document-list__item-title"><a class="link" href="/government/news/${story.slug}">${story.title}</a></div><p class="document-list__item-description">${story.teaser}</p><ul class="document-list__item-metadata"><li>From: Cabinet Office</li><li>Updated: <time datetime="${story.iso}">${long(story)}</time></li></ul></li>`)}</ul></main>`,
  },
  {
    name: 'a table of a form, with the teaser loose in its cell',
    listing: '/News.aspx',
    urlOf: ({ number }) => `/NewsItem.aspx?NewsID=${1200 - number}`,
    shows: ['date', 'teaser'],
    main: (stories) =>
      `<form id="aspnetForm"><table id="ctl00_gvNews"><tr><th>Date</th><th>Story</th></tr>${each(stories, (story) => `<tr><td>${inNumbers(story, 'dmy')}</td><td><a href="NewsItem.aspx?NewsID=${1200 - story.number}">${story.title}</a><br/>${story.teaser}</td></tr>`)}</table></form>`,
  },
  {
    name: 'cards that are links, with names of modules',
    listing: '/case-studies',
    urlOf: ({ slug }) => `/case-studies/${slug}`,
    shows: ['date'],
    main: (stories) =>
      `<main class="Layout_main__2kd9S"><div class="Grid_grid__aB3dE">${each(stories, (story) => `<a class="Card_root__x1YzQ" href="/case-studies/${story.slug}"><div class="Card_meta__a92Bc"><span class="Tag_tag__j1">Case study</span><span class="Card_date__7hGaa">${long(story)}</span></div><h3 class="Card_title__q0">${story.title}</h3></a>`)}</div></main>`,
  },
  {
    name: 'a list for each month, and the day alone',
    listing: '/updates/',
    urlOf: ({ slug }) => `/updates/${slug}`,
    shows: [],
    main: (stories) =>
      `<main><h1>Updates</h1>${grouped(stories, ({ month, year }) => `${month} ${year}`)
        .map(
          (some) =>
            `<h2>${some[0]?.month} ${some[0]?.year}</h2><ul class="month">${each(some, (story) => `<li><span class="d">${story.day}</span> <a href="/updates/${story.slug}">${story.title}</a></li>`)}</ul>`,
        )
        .join('')}</main>`,
  },
  {
    name: 'a date in three boxes',
    listing: '/latest-news/',
    urlOf: ({ slug }) => `/latest-news/${slug}/`,
    shows: ['date', 'teaser'],
    main: (stories) =>
      `<main>${each(stories, (story) => `<div class="post-item"><div class="date-box"><span class="day">${two(story.day)}</span><span class="month">${story.month.slice(0, 3)}</span><span class="year">${story.year}</span></div><div class="post-body"><h3><a href="/latest-news/${story.slug}/">${story.title}</a></h3><p>${story.teaser}</p></div></div>`)}</main>`,
  },
  {
    name: 'rows of two, titles that are no links, and “Read more”',
    listing: '/blog/index.html',
    urlOf: ({ slug }) => `/blog/${slug}.html`,
    shows: ['date', 'teaser'],
    main: (stories) =>
      `<div class="container">${grouped(stories, ({ number }) => String(number >> 1))
        .map(
          (some) =>
            `<div class="row">${each(some, (story) => `<div class="col-md-6"><div class="card mb-4"><img class="card-img-top" src="x.jpg" alt=""><div class="card-body"><h5 class="card-title">${story.title}</h5><p class="card-text">${story.teaser}</p><p class="card-text"><small class="text-muted">Posted on ${story.month} ${story.day}, ${story.year} by Ann Lee</small></p><a href="${story.slug}.html" class="btn btn-primary">Read More &rarr;</a></div></div></div>`)}</div>`,
        )
        .join('')}</div>`,
  },
  {
    name: 'microformats',
    listing: '/notes/',
    urlOf: ({ year, slug }) => `/notes/${year}/${slug}`,
    shows: ['date', 'teaser'],
    main: (stories) =>
      `<main class="h-feed">${each(stories, (story) => `<div class="h-entry"><a class="u-url p-name" href="/notes/${story.year}/${story.slug}">${story.title}</a> <span class="p-summary">${story.teaser}</span> <a class="permalink" href="/notes/${story.year}/${story.slug}"><time class="dt-published" datetime="${story.iso}T09:00:00Z">${short(story)}</time></a></div>`)}</main>`,
  },
  {
    name: 'a list for each theme',
    listing: '/library/',
    urlOf: ({ slug }) => `/library/${slug}`,
    shows: ['date'],
    main: (stories) =>
      `<main>${grouped(stories, ({ number }) => ['Energy', 'Food', 'Roads'][number % 3] ?? '')
        .map(
          (some) =>
            `<section class="theme"><h2>A theme</h2><ul>${each(some, (story) => `<li><a href="/library/${story.slug}">${story.title}</a> <span class="when">(${short(story)})</span></li>`)}</ul></section>`,
        )
        .join('')}</main>`,
  },
  {
    name: 'posts on another host of the same site',
    listing: '/newsroom',
    urlOf: ({ year, slug }) => `http://news.town.example/${year}/${slug}`,
    shows: ['date', 'teaser'],
    main: (stories) =>
      `<main><div class="feed">${each(stories, (story) => `<div class="feed-row"><h4><a href="http://news.town.example/${story.year}/${story.slug}">${story.title}</a></h4><p class="feed-sum">${story.teaser}</p><p class="feed-foot">${long(story)} | Press office</p></div>`)}</div></main>`,
  },
  {
    name: 'paragraphs written by hand',
    listing: '/whatsnew.htm',
    urlOf: ({ slug }) => `/docs/${slug}.htm`,
    shows: ['date'],
    main: (stories) =>
      `<center><h1>What's new</h1></center>${each(stories, (story) => `<p><b>${long(story)}</b> &ndash; <a href="docs/${story.slug}.htm">${story.title}</a>. ${story.teaser}</p>`)}`,
  },
  {
    name: 'an archive of letters, the month before the day',
    listing: '/archive',
    urlOf: ({ slug }) => `/t/${slug}`,
    shows: ['date'],
    main: (stories) =>
      `<div id="archive-list"><ul>${each(stories, (story) => `<li class="campaign">${inNumbers(story, 'mdy')} - <a href="/t/${story.slug}" title="${story.title}">${story.title}</a></li>`)}</ul></div>`,
  },
];

import { each, grouped, type Habit, inNumbers, long, short } from './cms-habits.ts';

/** Ten more, written when the first fifteen were right, and kept as they were written. */
export const LATER_HABITS: readonly Habit[] = [
  {
    name: 'an ordered list with a kind and a day in one line',
    listing: '/news/',
    urlOf: ({ slug, year }) => `/news/${year}/${slug}`,
    shows: ['date', 'teaser'],
    main: (stories) =>
      `<div id="content"><h1>News</h1><ol class="listing">${each(stories, (story) => `<li class="listing-item"><div class="listing-text"><h2><a href="/news/${story.year}/${story.slug}">${story.title}</a></h2><p class="meta"><span>Press release</span> <span>${short(story)}</span></p><p>${story.teaser}</p></div><figure><img src="/i/${story.number}.jpg" alt="A van"></figure></li>`)}</ol></div>`,
  },
  {
    name: 'results of a search, with their address written out',
    listing: '/Pages/News.aspx',
    urlOf: ({ slug }) => `/Pages/${slug}.aspx`,
    shows: ['date', 'teaser'],
    main: (stories) =>
      `<div id="s4-workspace"><div class="ms-srch-group">${each(stories, (story) => `<div class="ms-srch-item"><h3 class="ms-srch-item-title"><a class="ms-srch-item-link" href="/Pages/${story.slug}.aspx">${story.title}</a></h3><div class="ms-srch-item-summary">${story.teaser}</div><div class="ms-srch-item-path">http://www.town.example/Pages/${story.slug}.aspx</div><div class="ms-srch-item-mod">Modified: ${inNumbers(story, 'dmy')}</div></div>`)}</div></div>`,
  },
  {
    name: 'a byline with a day and an hour, the month before the day',
    listing: '/insights',
    urlOf: ({ slug }) => `/insights/${slug}`,
    shows: ['date', 'teaser'],
    main: (stories) =>
      `<div class="blog-listing-wrapper"><div class="post-listing">${each(stories, (story) => `<div class="post-item"><div class="post-header"><h2><a href="/insights/${story.slug}">${story.title}</a></h2><div class="hubspot-editable">Posted by <a class="author-link" href="/insights/author/ann-lee">Ann Lee</a> on ${story.month.slice(0, 3)} ${story.day}, ${story.year} 10:00:00 AM</div></div><div class="post-body"><p>${story.teaser}</p><a class="more-link" href="/insights/${story.slug}">Read More</a></div></div>`)}</div></div>`,
  },
  {
    name: 'whole posts, one after the other',
    listing: '/journal',
    urlOf: ({ slug }) => `/journal/${slug}`,
    shows: ['date'],
    main: (stories) =>
      `<main>${each(stories, (story) => `<section class="entry"><header><h1><a href="/journal/${story.slug}">${story.title}</a></h1><time>${long(story)}</time></header><p>${story.teaser}</p><p>More on <a href="https://www.other.example/lamps">lamps elsewhere and what they cost</a>.</p><p>${story.teaser} Officers met every bidder first.</p></section>`)}</main>`,
  },
  {
    name: 'cards with a link round the picture and a link round the words',
    listing: '/',
    urlOf: ({ slug }) => `/${slug}/`,
    shows: ['date', 'teaser'],
    main: (stories) =>
      `<main class="site-main"><div class="post-feed">${each(stories, (story) => `<article class="post-card post"><a class="post-card-image-link" href="/${story.slug}/"><img class="post-card-image" alt="${story.title}" loading="lazy"></a><div class="post-card-content"><a class="post-card-content-link" href="/${story.slug}/"><header class="post-card-header"><div class="post-card-tags"><span class="post-card-primary-tag">Buying</span></div><h2 class="post-card-title">${story.title}</h2></header><div class="post-card-excerpt">${story.teaser}</div></a><footer class="post-card-meta"><time class="post-card-meta-date" datetime="${story.iso}">${short(story)}</time><span class="post-card-meta-length">3 min read</span></footer></div></article>`)}</div></main>`,
  },
  {
    name: 'a leading post, and rows of two below it',
    listing: '/index.php/news',
    urlOf: ({ number, slug }) => `/index.php/news/${400 - number}-${slug}`,
    shows: ['date', 'teaser'],
    main: (stories) => {
      const item = (story: (typeof stories)[number]): string =>
        `<div class="page-header"><h2 itemprop="name"><a href="/index.php/news/${400 - story.number}-${story.slug}" itemprop="url">${story.title}</a></h2></div><dl class="article-info"><dt class="article-info-term">Details</dt><dd class="published"><time datetime="${story.iso}T09:00:00+00:00">Published: ${long(story)}</time></dd></dl><p>${story.teaser}</p><p class="readmore"><a class="btn" href="/index.php/news/${400 - story.number}-${story.slug}">Read more ...</a></p>`;
      const [lead, ...rest] = stories;
      const rows = grouped(rest, ({ number }) => String((number - 1) >> 1));
      return `<div class="blog"><div class="items-leading"><div class="leading-0">${lead === undefined ? '' : item(lead)}</div></div>${rows.map((some, at) => `<div class="items-row cols-2 row-${at}">${each(some, (story) => `<div class="span6"><div class="item">${item(story)}</div></div>`)}</div>`).join('')}</div>`;
    },
  },
  {
    name: 'microdata, with the day at the foot of each',
    listing: '/aktuelles/',
    urlOf: ({ slug }) => `/aktuelles/detail/${slug}`,
    shows: ['date', 'teaser'],
    main: (stories) =>
      `<div class="news-list-view">${each(stories, (story) => `<div class="article articletype-0" itemscope itemtype="http://schema.org/Article"><div class="header"><h3><a title="${story.title}" href="/aktuelles/detail/${story.slug}"><span itemprop="headline">${story.title}</span></a></h3></div><div class="teaser-text"><div itemprop="description"><p>${story.teaser}</p></div><a class="more" title="${story.title}" href="/aktuelles/detail/${story.slug}">more</a></div><div class="footer"><p><span class="news-list-date"><time itemprop="datePublished" datetime="${story.iso}">${inNumbers(story, 'dmy').replaceAll('/', '.')}</time></span></p></div></div>`)}</div>`,
  },
  {
    name: 'roles in place of elements',
    listing: '/hub/stories',
    urlOf: ({ slug }) => `/hub/stories/${slug}`,
    shows: ['date', 'teaser'],
    main: (stories) =>
      `<div role="main"><div role="list">${each(stories, (story) => `<div role="listitem"><div class="media"><span class="tagline">${long(story)}</span><div role="heading" aria-level="3" class="lead"><a href="/hub/stories/${story.slug}">${story.title}</a></div><div class="blurb">${story.teaser}</div></div></div>`)}</div></div>`,
  },
  {
    name: 'three columns: story, theme, day',
    listing: '/resources/case-studies',
    urlOf: ({ slug }) => `/resources/case-studies/${slug}`,
    shows: ['date'],
    main: (stories) =>
      `<main><table class="sortable"><thead><tr><th>Story</th><th>Theme</th><th>Day</th></tr></thead><tbody>${each(stories, (story) => `<tr><td><a href="http://www.town.example/resources/case-studies/${story.slug}">${story.title}</a></td><td><a href="/resources/themes/energy">Energy and heat</a></td><td>${short(story)}</td></tr>`)}</tbody></table></main>`,
  },
  {
    name: 'previews, the teaser a link of its own',
    listing: '/letters',
    urlOf: ({ slug }) => `/p/${slug}`,
    shows: ['date', 'teaser'],
    main: (stories) =>
      `<div class="portable-archive-list">${each(stories, (story) => `<div class="post-preview"><div class="post-preview-content"><a class="post-preview-title" href="/p/${story.slug}">${story.title}</a><a class="post-preview-description" href="/p/${story.slug}">${story.teaser}</a><div class="post-meta"><time datetime="${story.iso}T08:00:00.000Z">${story.month.slice(0, 3)} ${story.day}</time><a href="/p/${story.slug}/comments">4 replies</a></div></div></div>`)}</div>`,
  },
];

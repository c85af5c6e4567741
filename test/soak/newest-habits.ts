import { each, type Habit, inNumbers, long, short } from './cms-habits.ts';

const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const weekday = (iso: string): string => WEEKDAYS[new Date(iso).getUTCDay()] ?? '';

/** Ten more, written when the twenty-five before were right, and kept as they were written. */
export const NEWEST_HABITS: readonly Habit[] = [
  {
    name: 'a line for each, the day first and a dot between',
    listing: '/posts/',
    urlOf: ({ slug }) => `/posts/${slug}/`,
    shows: ['date'],
    main: (stories) =>
      `<main><ul class="posts">${each(stories, (story) => `<li><span class="date">${story.month.slice(0, 3)} ${story.day}, ${story.year}</span> · <a href="/posts/${story.slug}/">${story.title}</a></li>`)}</ul></main>`,
  },
  {
    name: 'a day for each, with a heading of its own',
    listing: '/archive.html',
    urlOf: ({ year, slug }) => `/${year}/10/${slug}.html`,
    shows: ['date', 'teaser'],
    main: (stories) =>
      `<div class="blog-posts hfeed">${each(stories, (story) => `<div class="date-outer"><h2 class="date-header"><span>${weekday(story.iso)}, ${long(story)}</span></h2><div class="date-posts"><div class="post-outer"><div class="post hentry"><h3 class="post-title entry-title"><a href="/${story.year}/10/${story.slug}.html">${story.title}</a></h3><div class="post-body entry-content">${story.teaser}</div><div class="post-footer"><span class="post-author">Posted by Ann Lee</span></div></div></div></div></div>`)}</div>`,
  },
  {
    name: 'a second heading for the teaser, in one link with the first',
    listing: '/magazine',
    urlOf: ({ slug, number }) => `/magazine/${slug}-${number}f3ab9c2d1e`,
    shows: ['date', 'teaser'],
    main: (stories) =>
      `<main>${each(stories, (story) => `<article><div class="by"><a href="/@ann">Ann Lee</a><span class="on">${short(story)}</span></div><a href="/magazine/${story.slug}-${story.number}f3ab9c2d1e"><h2>${story.title}</h2><h3>${story.teaser}</h3></a><span class="length">5 min read</span></article>`)}</main>`,
  },
  {
    name: 'a title without a link, and a link at the end of the teaser',
    listing: '/news-and-events/',
    urlOf: ({ slug }) => `/news-and-events/${slug}/`,
    shows: ['date', 'teaser'],
    main: (stories) =>
      `<div class="container">${each(stories, (story) => `<div class="row news"><div class="col-3"><img src="/media/${story.number}.jpg" alt=""></div><div class="col-9"><h4>${story.title}</h4><p class="small">${inNumbers(story, 'dmy').replaceAll('/', '.')}</p><p class="text">${story.teaser}</p><p><a href="/news-and-events/${story.slug}/">Find out more</a></p></div></div>`)}</div>`,
  },
  {
    name: 'a list in a text, each with a day and a colon',
    listing: '/wiki/News',
    urlOf: ({ title }) => `/wiki/${title.replaceAll(' ', '_')}`,
    shows: ['date'],
    main: (stories) =>
      `<div id="mw-content-text"><p>What happened of late:</p><ul>${each(stories, (story) => `<li>${long(story)}: <a href="/wiki/${story.title.replaceAll(' ', '_')}" title="${story.title}">${story.title}</a></li>`)}</ul></div>`,
  },
  {
    name: 'addresses with the machinery in them, and two figures for the year',
    listing: '/web/guest/news',
    urlOf: ({ slug }) => `/web/guest/news/-/asset_publisher/x1/content/${slug}`,
    shows: ['date', 'teaser'],
    main: (stories) =>
      `<div class="portlet">${each(stories, (story) => `<div class="asset-abstract"><h3 class="asset-title"><a href="/web/guest/news/-/asset_publisher/x1/content/${story.slug}">${story.title}</a></h3><div class="asset-content"><div class="asset-summary">${story.teaser}</div><div class="asset-more"><a href="/web/guest/news/-/asset_publisher/x1/content/${story.slug}">Read More »</a></div></div><div class="asset-metadata"><span class="metadata-publish-date">${inNumbers(story, 'dmy').replace('/20', '/')}</span></div></div>`)}</div>`,
  },
  {
    name: 'a grid with a number in each card’s name',
    listing: '/blog/',
    urlOf: ({ slug }) => `/${slug}/`,
    shows: ['date', 'teaser'],
    main: (stories) =>
      `<main><div class="elementor-posts-container elementor-grid">${each(stories, (story) => `<article class="elementor-post elementor-grid-item post-${700 - story.number} post type-post status-publish"><a class="elementor-post__thumbnail__link" href="/${story.slug}/"><div class="elementor-post__thumbnail"><img alt=""></div></a><div class="elementor-post__text"><h3 class="elementor-post__title"><a href="/${story.slug}/">${story.title}</a></h3><div class="elementor-post__meta-data"><span class="elementor-post-date">${long(story)}</span><span class="elementor-post-avatar">No Comments</span></div><div class="elementor-post__excerpt"><p>${story.teaser}</p></div><a class="elementor-post__read-more" href="/${story.slug}/">Read More »</a></div></article>`)}</div></main>`,
  },
  {
    name: 'names of a style library, a day with the time it takes to read',
    listing: '/library',
    urlOf: ({ slug }) => `/library/${slug}`,
    shows: ['date', 'teaser'],
    main: (stories) =>
      `<div id="__next"><div class="sc-dkPtRN">${each(stories, (story) => `<div class="sc-bdVaJa kQbRzN"><a href="/library/${story.slug}" class="sc-bwzfXH"><span>${story.title}</span></a><div class="sc-htpNat">${long(story)} · 4 minute read</div><div class="sc-ifAKCX">${story.teaser}</div></div>`)}</div></div>`,
  },
  {
    name: 'a name for each field',
    listing: '/our-news',
    urlOf: ({ slug }) => `/our-news/${slug}`,
    shows: ['date', 'teaser'],
    main: (stories) =>
      `<div class="component search-results"><ul class="search-result-list">${each(stories, (story) => `<li><div><div class="field-news-title"><a href="/our-news/${story.slug}">${story.title}</a></div><div class="field-news-date">${weekday(story.iso)} ${long(story)}</div><div class="field-news-summary">${story.teaser}</div></div></li>`)}</ul></div>`,
  },
  {
    name: 'a table for each, with fonts',
    listing: '/news/default.asp',
    urlOf: ({ number }) => `/news/story.asp?ID=${1200 - number}`,
    shows: ['date'],
    main: (stories) =>
      `<table width="100%"><tr><td>${each(stories, (story) => `<table border="0"><tr><td><font size="2"><a href="story.asp?ID=${1200 - story.number}"><b>${story.title}</b></a></font></td></tr><tr><td><font size="1">${inNumbers(story, 'dmy')}</font></td></tr><tr><td><font size="2">${story.teaser}</font></td></tr></table>`)}</td></tr></table>`,
  },
];

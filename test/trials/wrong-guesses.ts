import type { ArticleRules, Source } from '../../src/base/source.ts';
import type { BrowserStrategy, CardField, ListingStrategy, Strategy } from '../../src/base/strategies.ts';

/** An adapter with one thing guessed wrongly. */
export type WrongGuess = { readonly name: string; readonly source: Source };

const DEAD = '.no-such-name';

/** An adapter, guessed wrongly in one place after the other. */
export function wrongGuesses(source: Source): WrongGuess[] {
  const { discover, witness, article } = source;
  return [
    ...strategies(discover).map(([what, strategy]) =>
      guess(`discover: ${what}`, source, { discover: strategy }),
    ),
    ...(witness === undefined
      ? []
      : strategies(witness).map(([what, strategy]) =>
          guess(`witness: ${what}`, source, { witness: strategy }),
        )),
    ...articles(article).map(([what, rules]) => guess(`article: ${what}`, source, { article: rules })),
    guess('keep: nothing', source, { keep: () => false }),
    guess('dates: the month before the day', source, { dates: { dayFirst: false } }),
  ];
}

function guess(name: string, source: Source, change: Partial<Source>): WrongGuess {
  return { name, source: { ...source, ...change } };
}

type Changed<T> = readonly (readonly [what: string, changed: T])[];

function strategies(strategy: Strategy): Changed<Strategy> {
  switch (strategy.kind) {
    case 'wordpress':
      return [
        ['another type', { ...strategy, type: 'stories' }],
        ['another place', { ...strategy, base: '/elsewhere/' }],
      ];
    case 'feed':
      return [['another address', { ...strategy, url: '/elsewhere.xml' }]];
    case 'sitemap':
      return [
        ['another address', { ...strategy, url: '/elsewhere.xml' }],
        ['a pattern that lets nothing in', { ...strategy, include: /\/no-such-folder\// }],
        ['a pattern that keeps all out', { ...strategy, exclude: /./ }],
      ];
    case 'listing':
    case 'browser':
      return listings(strategy);
  }
}

function listings(strategy: ListingStrategy | BrowserStrategy): Changed<Strategy> {
  const { title, date, teaser, next, pages } = strategy;
  const others = (own: CardField | undefined): CardField[] =>
    [title, date, teaser].filter((field) => field !== undefined).filter((field) => field !== own);
  const field = (name: 'title' | 'date' | 'teaser', own: CardField | undefined): Changed<Strategy> =>
    own === undefined
      ? []
      : [DEAD, 'span.none', ...others(own)].map((wrong) => [
          `${name} by ${[wrong].flat()[0]}`,
          { ...strategy, [name]: wrong },
        ]);
  return [
    ...[DEAD, 'nav a', 'header a', 'footer a', 'body > *'].map(
      (card) =>
        [`card by ${card}`, { ...strategy, card, link: card.endsWith('a') ? '.' : strategy.link }] as const,
    ),
    ...[DEAD, 'nav a'].map((link) => [`link by ${link}`, { ...strategy, link }] as const),
    ...field('title', title),
    ...field('date', date),
    ...field('teaser', teaser),
    ['another address', { ...strategy, url: '/elsewhere/' }],
    ...(next === undefined
      ? []
      : [DEAD, 'nav a'].map((wrong) => [`next by ${wrong}`, { ...strategy, next: wrong }] as const)),
    ...(pages === undefined
      ? []
      : ([
          ['pages counted by another parameter', { ...strategy, pages: { ...pages, param: 'seite' } }],
          ['pages counted from another number', { ...strategy, pages: { ...pages, first: pages.first + 7 } }],
        ] as const)),
  ];
}

function articles(article: ArticleRules): Changed<ArticleRules> {
  const wrong = (
    name: 'title' | 'author' | 'date' | 'body',
    readers: readonly string[],
  ): Changed<ArticleRules> =>
    article[name] === undefined
      ? []
      : readers.map((one) => [`${name} by ${one}`, { ...article, [name]: one }]);
  return [
    ...wrong('title', [DEAD, 'nav', 'footer', 'p']),
    ...wrong('author', [DEAD, 'nav']),
    ...wrong('date', [DEAD, 'nav']),
    ...wrong('body', [DEAD, 'nav', 'h1', 'footer']),
  ];
}

import { defined } from '../base/defined.ts';
import { capitalised } from '../base/text.ts';
import { defineSource, type Expectations, type Source } from '../base/source.ts';
import { discover } from '../discover/discover.ts';
import type { Card } from '../model/card.ts';
import { dialectOf } from './survey/dialect.ts';
import { cadenceOf } from './survey/cadence.ts';
import type { Names } from './name-source.ts';
import type { RatedApproach } from './survey/rank.ts';
import type { SourceDraft } from './source-text.ts';
import { sayRobots, type SiteSurvey } from './survey/survey-site.ts';
import { approachName, draftSource } from './survey/approach.ts';
import { expectationsOf } from '../health/pinned.ts';
import { figuresOf } from './pin-expectations.ts';

const FILES = ['pdf', 'docx?', 'xlsx?', 'pptx?', 'zip', 'mp3', 'mp4'];

/** What a survey comes to as a source, with the story of how it was found. `day` is today, as YYYY-MM-DD. */
export function draftOf(survey: SiteSurvey, names: Names, day: string): SourceDraft {
  const { basics: ground, first, witness, article, page } = survey;
  const { from, ...cadence } = cadenceOf(first.cards);
  const files = filesAmong(first.cards);
  const dates = dialectOf(page, first.cards);
  const source: Source = defineSource({
    ...names,
    ...ground,
    cadence,
    discover: first.strategy,
    article,
    ...defined({ witness: witness?.strategy, dates, expect: expectedOf(survey) }),
  });
  const generator = /<meta[^>]+name="?generator"?[^>]+content="([^"]{1,80})"/i.exec(page.body)?.[1];
  return {
    source,
    intro: `${names.name}. Say here what it publishes, who writes it, and why that is worth a reviewer's time.`,
    history: [
      `${day}: first read, by "lamplighter sources new". [seen]`,
      ...(generator === undefined ? [] : [`Its pages say that they are made with ${generator}. [seen]`]),
    ],
    notes: [
      ...notesOn(survey),
      from === 0
        ? 'Its dates do not tell how often it publishes: the cadence is a round figure. [guess]'
        : `The cadence is worked out from the dates of its ${from} newest posts. [guess]`,
      ...(files === undefined ? [] : ['It offers files alongside its posts; they are left out. [seen]']),
      ...(witness === undefined ? [`No witness: ${whyNoWitness(survey)}.`] : []),
    ],
    breaks: likeliestBreak(first, witness),
    ...defined({ dropFiles: files }),
  };
}

/** What was seen once must hold from the first run on. */
export function expectedOf({
  first,
  basics,
  samples,
}: Pick<SiteSurvey, 'first' | 'basics' | 'samples'>): Expectations | undefined {
  const [seen] = first.pages;
  if (seen === undefined) return undefined;
  const source = draftSource(basics, first.strategy);
  const { cards, next, language } = discover(seen.page, { source, strategy: first.strategy, pageNumber: 1 });
  const posts = figuresOf(samples.map(({ post }) => post));
  return expectationsOf({ cards, hasNext: next.length > 0, posts, ...defined({ language }) });
}

function notesOn({ ways, deadEnds, first, witness, spelling, samples, robots }: SiteSurvey): string[] {
  const others = ways
    .filter((approach) => approach !== first)
    .map(({ kind, rating }) => `${approachName(kind)} ${rating.score}`);
  const points = `${first.rating.score} points of 100${others.length === 0 ? '' : `, against ${others.join(', ')}`}`;
  const dated = samples.filter(({ post }) => post.published.value !== null).length;
  return [
    `${sayRobots(robots)} [seen]`,
    ...ways.flatMap(({ seen }) => seen.map((fact) => `${fact} [seen]`)),
    `Read by its ${approachName(first.kind)}: ${points}. [seen]`,
    ...(witness === undefined
      ? []
      : [
          `The ${approachName(witness.kind)} is its witness, and shows the newest posts too. [seen] That it fails for other reasons is a [guess].`,
        ]),
    ...(spelling === undefined
      ? []
      : [
          `Addresses come in two spellings with one text: ${pathOf(spelling.one)} and ${pathOf(spelling.other)}. [seen] That all of them do is a [guess].`,
        ]),
    `Of the newest posts ${samples.length} were read: title and text in each, a date in ${dated}. [seen] That the others are built alike is a [guess].`,
    ...deadEnds.map(({ kind, why }) => `${capitalised(approachName(kind))}: ${why}. [seen]`),
    ...([...ways, ...deadEnds].some(({ kind }) => kind === 'browser')
      ? []
      : ['Whether a browser would show more was not tried. [seen]']),
  ];
}

function whyNoWitness({ ways, first }: SiteSurvey): string {
  const others = ways.filter((approach) => approach !== first).map(({ kind }) => approachName(kind));
  if (others.length === 0) return 'no other way to its posts was found';
  return `of the other ways (${others.join(', ')}) none shows the newest posts, and those alone`;
}

function likeliestBreak({ strategy }: RatedApproach, witness: RatedApproach | undefined): string {
  const sign =
    witness === undefined ? '' : `; the ${approachName(witness.kind)} then shows posts that no card has`;
  switch (strategy.kind) {
    case 'wordpress':
      return `REST is closed to strangers, or the posts move to another type${sign}.`;
    case 'feed':
      return `the feed moves with the next redesign, or is cut to excerpts${sign}.`;
    case 'sitemap':
      return `the posts move to another folder, which the pattern does not let through${sign}.`;
    case 'listing':
    case 'browser':
      return `a redesign renames "${[strategy.card].flat()[0]}", and no card is found${sign}.`;
  }
}

/** Kinds of files among the cards, as the end of an address. */
function filesAmong(cards: readonly Card[]): string | undefined {
  const kinds = FILES.filter((kind) =>
    cards.some(({ url }) => new RegExp(`\\.${kind}$`, 'i').test(new URL(url).pathname)),
  );
  return kinds.length === 0 ? undefined : `\\.${kinds.length === 1 ? kinds[0] : `(?:${kinds.join('|')})`}$`;
}

function pathOf(url: string): string {
  return new URL(url).pathname;
}

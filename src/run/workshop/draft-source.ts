import { absoluteUrl, defineSource, type Source } from '../../base/source.ts';
import type { Card } from '../../discover/card.ts';
import { cadenceOf } from './cadence.ts';
import { type Names } from './name-source.ts';
import type { RatedWay } from './rank.ts';
import type { SourceDraft } from './source-text.ts';
import { type SiteSurvey, strategyName } from './survey-site.ts';

/** What a survey comes to as a source, with the story of how it was found. `day` is today, as YYYY-MM-DD. */
export function draftOf(survey: SiteSurvey, names: Names, day: string): SourceDraft {
  const { ground, first, witness, article, page } = survey;
  const { from, ...cadence } = cadenceOf(first.cards);
  const files = filesAmong(first.cards);
  const source: Source = defineSource({
    ...names,
    ...ground,
    cadence,
    discover: first.strategy,
    article,
    ...(witness === undefined ? {} : { witness: witness.strategy }),
  });
  const generator = /<meta[^>]+name="?generator"?[^>]+content="([^"]{1,80})"/i.exec(page.body)?.[1];
  return {
    source,
    intro: `${names.name}, at ${ground.home}: what it publishes and why it is worth a reviewer's time, nobody has written down yet.`,
    history: [
      `${day}: first read, by "lamplighter sources new". [seen]`,
      ...(generator === undefined ? [] : [`Made with ${generator}, as its pages say. [seen]`]),
    ],
    notes: [
      ...notesOn(survey),
      from === 0
        ? 'How often it publishes could not be told from its dates: the cadence is a round figure. [guess]'
        : `The cadence is reckoned from the days of its ${from} newest posts. [guess]`,
      ...(files === undefined ? [] : ['It offers files beside its posts; they are left out. [seen]']),
      ...(witness === undefined ? [`No witness: ${whyNoWitness(survey)}.`] : []),
    ],
    breaks: likeliestBreak(first, witness),
    ...(files === undefined ? {} : { dropFiles: files }),
  };
}

function notesOn({ ways, deadEnds, first, witness, spelling, samples }: SiteSurvey): string[] {
  const chosen = ways.map(({ strategy, rating }) => `${strategyName(strategy)} ${rating.score}`).join(', ');
  const dated = samples.filter(({ post }) => post.published.value !== null).length;
  return [
    ...ways.flatMap(({ seen }) => seen.map((fact) => `${fact} [seen]`)),
    `Read by ${strategyName(first.strategy)}, the best of ${ways.length} (points of 100: ${chosen}). [seen]`,
    ...(witness === undefined
      ? []
      : [
          `Its witness is the ${strategyName(witness.strategy)}: it shows the newest posts by another way. [seen] That it fails for other reasons is a [guess].`,
        ]),
    ...deadEnds.map(({ kind, why }) => `No ${strategyName({ kind })}: ${why}. [seen]`),
    'It was not rendered in a browser. [seen]',
    ...(spelling === undefined
      ? []
      : [
          `Addresses come in two spellings with one text, such as ${pathOf(spelling.one)} and ${pathOf(spelling.other)}. [seen] That all of them do is a [guess].`,
        ]),
    `${samples.length} posts were read: each has a title and text, ${dated} a date. [seen] That the others are built alike is a [guess].`,
  ];
}

function whyNoWitness({ ways, first }: SiteSurvey): string {
  const others = ways.filter((way) => way !== first);
  if (others.length === 0) return 'no other way to its posts was found';
  return `of the other ways (${others.map(({ strategy }) => strategyName(strategy)).join(', ')}) none shows the newest posts, and nothing else`;
}

function likeliestBreak({ strategy }: RatedWay, witness: RatedWay | undefined): string {
  const sign =
    witness === undefined
      ? ''
      : `; then the ${strategyName(witness.strategy)} goes on showing posts that no card has`;
  switch (strategy.kind) {
    case 'wordpress':
      return `REST is closed to strangers, or the posts move to another type${sign}.`;
    case 'feed':
      return `the feed moves with the next redesign, or is cut to excerpts${sign}.`;
    case 'sitemap':
      return `the posts move to another folder, which the pattern does not let through${sign}.`;
    case 'listing':
    case 'browser':
      return `a redesign renames "${[strategy.card].flat()[0]}" and no card is found${sign}.`;
  }
}

const FILES = ['pdf', 'docx?', 'xlsx?', 'pptx?', 'zip', 'mp3', 'mp4'];

/** Kinds of files among the cards, as the end of an address. */
function filesAmong(cards: readonly Card[]): string | undefined {
  const kinds = FILES.filter((kind) =>
    cards.some(({ url }) => new RegExp(`\\.${kind}$`, 'i').test(new URL(url).pathname)),
  );
  return kinds.length === 0 ? undefined : `\\.${kinds.length === 1 ? kinds[0] : `(?:${kinds.join('|')})`}$`;
}

function pathOf(url: string): string {
  return new URL(absoluteUrl({ home: url }, '')).pathname;
}

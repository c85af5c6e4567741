import { readFile } from 'node:fs/promises';
import { defined } from '../base/defined.ts';
import type { Source } from '../base/source.ts';
import { shortDiff } from '../base/diff-lines.ts';
import { expectedOf } from '../workshop/draft-source.ts';
import { mendedFile } from './mended-file.ts';
import { dialectOf } from '../workshop/survey/dialect.ts';
import type { SiteSurvey } from '../workshop/survey/survey-site.ts';

/** The adapter that a survey would write in the place of one with wrong guesses: what the survey cannot know stays. */
function putRight(source: Source, survey: SiteSurvey): Source {
  const { page, basics, first, witness, article } = survey;
  const { canonical } = basics.hosts;
  const { hosts } = source;
  const isOwn = [hosts.canonical, ...hosts.aliases].includes(canonical);
  const { witness: _, ...rest } = source;
  return {
    ...rest,
    home: isOwn ? source.home : page.finalUrl,
    hosts: isOwn ? hosts : { canonical, aliases: [hosts.canonical, ...hosts.aliases] },
    discover: first.strategy,
    article: { ...article, ...defined({ drop: source.article.drop }) },
    ...defined({
      witness: witness?.strategy ?? source.witness,
      dates: dialectOf(page, first.cards) ?? source.dates,
      expect: expectedOf(survey),
    }),
  };
}

/** The diff that puts an adapter's file right; undefined where the file is built in another way. `day`: YYYY-MM-DD. */
export async function diffRight(
  file: string,
  before: Source,
  survey: SiteSurvey,
  day: string,
): Promise<readonly string[] | undefined> {
  const old = await readFile(file, 'utf8');
  const after = putRight(before, survey);
  const text = mendedFile(old, { before, after, day, why: 'put right at first light' });
  return text === undefined ? undefined : shortDiff(old, text);
}

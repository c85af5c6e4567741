import * as z from 'zod';
import { defined } from '../../base/defined.ts';
import { foldSpace } from '../../base/text.ts';
import type { EntryForm, Problem } from '../../catalogue/publish.ts';
import type { Publishable } from '../../catalogue/publishable.ts';
import { type Word, wordLists } from '../../catalogue/words.ts';
import { buyerByCode } from '../../classify/councils/buyers.ts';
import type { Facts } from '../../model/decision.ts';
import type { CouncilNamed } from '../../store/entries.ts';
import { text, textUpTo } from '../../web/fields.ts';
import { sentView } from '../inputs.ts';
import { factsWords, readCaseFacts } from './facts-form.ts';
import { OTHER_BUYER, readBuyer, typedBuyer } from './typed-buyers.ts';

const words = z.array(z.string()).default([]);

/** What is sent of a case study: one form for correcting, preparing and publishing. */
export const Publication = z.object({
  view: sentView,
  title: text,
  blurb: text,
  publisher: text,
  councils: words,
  topics: words,
  practices: words,
  stage: words,
  evidence: words,
  version: z.coerce.number().catch(0),
  nonce: textUpTo(100),
  ...factsWords,
});
export type PublicationForm = z.infer<typeof Publication>;

export type FormRead = { readonly form: EntryForm; readonly problems: readonly Problem[] };

/** Reads a sent form. Buyers come as names or codes, topics and practices as they are called or as slugs; what is unknown is said. */
export function readForm(sent: PublicationForm, candidate: Publishable): FormRead {
  const { facts, problems: unread } = readCaseFacts(sent);
  const lists = wordLists();
  const councils = readBuyers(sent.councils, candidate);
  const topics = chosenWords(sent.topics, lists.topics, 'topics');
  const practices = chosenWords(sent.practices, lists.practices, 'practices');
  const first = (typed: readonly string[], known: readonly Word[], otherwise: string) =>
    known.find(({ slug }) => typed.includes(slug))?.slug ?? otherwise;
  const form: EntryForm = {
    title: sent.title,
    blurb: sent.blurb,
    publisher: sent.publisher,
    councils: councils.read,
    topics: topics.read,
    practices: practices.read,
    stage: first(sent.stage, lists.stages, 'unknown'),
    evidence: first(sent.evidence, lists.evidence, 'claimed'),
    facts,
  };
  return { form, problems: [...unread, ...councils.problems, ...topics.problems, ...practices.problems] };
}

/** What a form says, to be kept with the candidate: a title or publisher that is the page's own is left out. */
export function preparedFacts(form: EntryForm, own: Pick<EntryForm, 'title' | 'publisher'>): Facts {
  const { topics, practices, stage, evidence } = form;
  const typed = (text: string, otherwise = '') => (text === '' || text === otherwise ? undefined : text);
  return {
    councils: form.councils.map(({ code, as }) => ({ code, name: buyerByCode(code)?.name ?? as })),
    topics,
    practices,
    stage,
    evidence,
    ...defined({
      title: typed(form.title, own.title),
      publisher: typed(form.publisher, own.publisher),
      blurb: typed(form.blurb),
      story: form.facts,
    }),
  };
}

type Listed<T> = { readonly read: readonly T[]; readonly problems: readonly Problem[] };

/** One a field or one a line; what a source called them is kept. */
function readBuyers(sent: readonly string[], candidate: Publishable): Listed<CouncilNamed> {
  const problems: Problem[] = [];
  const read: CouncilNamed[] = [];
  for (const name of linesOf(sent)) {
    const buyer = readBuyer(name);
    if (buyer === undefined)
      problems.push({ field: 'councils', say: `We know no council called “${name}”. ${OTHER_BUYER}` });
    else if (!read.some(({ code }) => code === buyer.code)) {
      const quoted = candidate.councils.find(({ code }) => code === buyer.code);
      read.push({ code: buyer.code, as: quoted?.as ?? buyer.name });
    }
  }
  return { read, problems };
}

function chosenWords(
  sent: readonly string[],
  known: readonly Word[],
  field: 'topics' | 'practices',
): Listed<string> {
  const problems: Problem[] = [];
  const chosen = new Set<string>();
  for (const typed of linesOf(sent)) {
    const word = known.find(
      ({ slug, label }) => slug === typed || label.toLowerCase() === typed.toLowerCase(),
    );
    if (word === undefined)
      problems.push({
        field,
        say: `We know no ${field === 'topics' ? 'topic' : 'practice'} called “${typed}”.`,
      });
    else chosen.add(word.slug);
  }
  return { read: [...chosen], problems };
}

/** What was typed, one a field or one a line. */
export function linesOf(sent: readonly string[]): string[] {
  return sent
    .flatMap((one) => one.split(/[\n;]/))
    .map(foldSpace)
    .filter((one) => one !== '')
    .slice(0, 30);
}

/** The names by which a form shows buyers. */
export function councilNames(councils: readonly CouncilNamed[]): string[] {
  return councils.map(({ code, as }) => typedBuyer({ code, name: as }));
}

import * as z from 'zod';
import { resolveUrl } from '../../base/url.ts';
import { sourceName } from '../../base/source.ts';
import { lastRuns } from '../../store/rounds-state.ts';
import { lineOfSource } from '../../store/source-lines.ts';
import { type WhyNot, whyNot } from '../../review/why-not.ts';
import { textUpTo } from '../../web/fields.ts';
import { route, type Route } from '../../web/route.ts';
import { sendPage } from '../../web/views.ts';
import { longDate, plural, signedNumber } from '../../web/words.ts';
import type { DeskDeps } from '../deps.ts';
import { frameOf } from '../frame.ts';
import { GET_BY_READER } from '../inputs.ts';
import { outcomeWords } from '../outcomes.ts';

/** “Why is this not on the desk?”: what is known of any address that somebody pastes. */
export function whyRoutes(deps: DeskDeps): readonly Route[] {
  return [
    route({
      ...GET_BY_READER,
      path: '/desk/why',
      query: z.object({ url: textUpTo(2000) }),
      handle: ({ query, person, reply }) =>
        sendPage(
          reply,
          deps.views('desk/why.njk', {
            ...frameOf(deps, person),
            title: 'Why is this not on the desk?',
            url: query.url,
            ...answerFor(deps, query.url),
            canFetch: deps.addByHand !== undefined,
          }),
        ),
    }),
  ];
}

function answerFor(deps: DeskDeps, typed: string) {
  if (typed === '') return {};
  const url = resolveUrl(/^[a-z]+:/i.test(typed) ? typed : `https://${typed}`, undefined);
  if (url === undefined)
    return { problem: 'Give the address of a page, like https://www.example.org/news/story.' };
  return { address: url, why: viewOfWhy(deps, whyNot(deps.store, deps.sources, deps.rules, url)) };
}

function viewOfWhy(deps: DeskDeps, found: WhyNot) {
  switch (found.kind) {
    case 'below': {
      const { post, verdict } = found;
      const line = lineOfSource(deps.store, post.sourceId, deps.rules.thresholds.queue);
      return {
        ...found,
        score: signedNumber(verdict.score),
        line,
        short: Math.round((line - verdict.score) * 10) / 10,
        words: plural(post.words, 'word'),
        source: sourceName(deps.sources, post.sourceId),
        date: post.published === null ? undefined : longDate(post.published),
      };
    }
    case 'onDesk':
      return { ...found, source: sourceName(deps.sources, found.post.sourceId) };
    case 'unlisted': {
      const last = lastRuns(deps.store).find(({ sourceId }) => sourceId === found.source.id);
      return { ...found, last: last === undefined ? undefined : outcomeWords(last.outcome) };
    }
    default:
      return found;
  }
}

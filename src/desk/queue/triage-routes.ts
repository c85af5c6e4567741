import * as z from 'zod';
import { toReason } from '../../model/decision.ts';
import { type Act, decideWithin } from '../../review/decide.ts';
import { candidateRow } from '../../store/desk.ts';
import { inTransaction } from '../../store/open.ts';
import { pageUpTo, text, textUpTo } from '../../web/fields.ts';
import { route, type Route } from '../../web/route.ts';
import type { DeskDeps } from '../deps.ts';
import { POST_BY_REVIEWER, sentView } from '../inputs.ts';
import { queueUrl } from '../post-routes.ts';
import { viewOf } from '../view-of.ts';

/** A page of the list and some: more is a whole view, which has a confirmation of its own. */
const MOST = 100;

// A post and its version as the list showed them.
const ticked = z
  .string()
  .regex(/^[1-9]\d{0,14}:\d{1,9}$/)
  .transform((given) => {
    const [candidateId = 0, versionSeen = 0] = given.split(':').map(Number);
    return { candidateId, versionSeen };
  });
const Triage = z.object({
  view: sentView,
  act: text,
  nonce: textUpTo(80),
  post: z.array(ticked).max(MOST).default([]),
  page: pageUpTo(400),
});

/** Deciding on the posts that are ticked in the list. */
export function triageRoutes(deps: DeskDeps): readonly Route[] {
  return [
    route({
      ...POST_BY_REVIEWER,
      path: '/desk/triage',
      body: Triage,
      handle: ({ body, person, reply }) => {
        const view = viewOf(deps, body.view, person);
        // What stood below moves up: whoever goes through the pages goes on where they are.
        const page: Readonly<Record<string, string>> = body.page === 1 ? {} : { page: String(body.page) };
        return reply.redirect(queueUrl(view, { ...page, ...decideTicked(deps, person.id, body) }), 303);
      },
    }),
  ];
}

/** What the list says afterwards, as its address carries it. */
function decideTicked(
  deps: DeskDeps,
  reviewerId: number,
  sent: z.infer<typeof Triage>,
): Readonly<Record<string, string>> {
  const act = readAct(sent.act);
  if (act === undefined || sent.post.length === 0 || sent.nonce === '') return { say: 'untouched' };
  const { done, left } = decideAll(deps, reviewerId, { ...sent, act });
  return bannerFor(done, left);
}

function bannerFor(done: number | undefined, left: number): Readonly<Record<string, string>> {
  if (done === undefined) return { say: 'overtaken' };
  return left === 0 ? { done: String(done) } : { done: String(done), left: String(left) };
}

/** Decides on each as it was seen; one that somebody decided meanwhile is left as it is. */
function decideAll(
  { store, now }: DeskDeps,
  reviewerId: number,
  { post, nonce, act }: Pick<z.infer<typeof Triage>, 'post' | 'nonce'> & { readonly act: Act },
): { readonly done: number | undefined; readonly left: number } {
  return inTransaction(store, () => {
    const decided = post
      .filter(({ candidateId }) => candidateRow(store, candidateId) !== undefined)
      .map((one, index) =>
        decideWithin(store, {
          ...one,
          act,
          note: '',
          nonce: `${nonce}/${index}`,
          batch: nonce,
          withTwins: true,
          reviewerId,
          now: now(),
        }),
      );
    const done = decided.flatMap((one) =>
      one.kind === 'done' || one.kind === 'repeated' ? [one.decisionId] : [],
    );
    return { done: done[0], left: post.length - done.length };
  });
}

function readAct(words: string): Act | undefined {
  if (words === 'accept' || words === 'second') return { kind: words };
  const reason = words.startsWith('reject:') ? toReason(words.slice(7)) : undefined;
  return reason === undefined ? undefined : { kind: 'reject', reason };
}

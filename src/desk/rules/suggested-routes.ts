import type { FastifyReply } from 'fastify';
import * as z from 'zod';
import { withStatus } from '../../classify/pack/edit-text.ts';
import { savePack } from '../../learn/packs.ts';
import type { TermSuggestion } from '../../learn/suggest/suggest.ts';
import { type Suggested, suggestInThread } from '../../learn/suggest/suggest-in-thread.ts';
import { newestDecision } from '../../store/decisions.ts';
import { packInForce } from '../../store/packs.ts';
import { textUpTo } from '../../web/fields.ts';
import { route, type Route, SIGNED_IN } from '../../web/route.ts';
import { sendPage } from '../../web/views.ts';
import type { DeskDeps } from '../deps.ts';
import { frameOf } from '../frame.ts';
import { type DeskCall, GET_BY_READER } from '../inputs.ts';

const EDITORS_POST = { method: 'POST', access: 'editor', principals: SIGNED_IN } as const;
const LONGEST_TERM = 200;

/** Terms that decisions speak for: one that is kept is looked for in shadow, for no points, until somebody makes it count or drops it. */
export function suggestedRoutes(deps: DeskDeps): readonly Route[] {
  const look = lookOnce(deps);
  return [
    route({
      ...GET_BY_READER,
      path: '/desk/rules/suggested',
      handle: (call) => showSuggested(deps, look, call, undefined),
    }),
    route({
      ...EDITORS_POST,
      path: '/desk/rules/suggested',
      body: z.object({ term: textUpTo(LONGEST_TERM) }),
      handle: (call) => keep(deps, look, call, call.body.term),
    }),
    route({
      ...EDITORS_POST,
      path: '/desk/rules/shadow/drop',
      body: z.object({ rule: textUpTo(LONGEST_TERM) }),
      handle: ({ body, person, reply }) => {
        const pack = withStatus(deps.rules.text, body.rule, 'retired');
        if (pack !== undefined) save(deps, person.name, `${body.rule} dropped from shadow`, pack);
        return reply.redirect(pack === undefined ? '/desk/rules' : '/desk/rules/versions?say=saved', 303);
      },
    }),
  ];
}

/** What is suggested, looked for once for the decisions and rules that there are: it takes seconds of a thread. */
function lookOnce(deps: DeskDeps): () => Promise<Suggested> {
  let last: { readonly of: string; readonly said: Promise<Suggested> } | undefined;
  const forget = () => (last = undefined);
  return () => {
    const of = `${newestDecision(deps.store)} ${deps.rules.hash}`;
    if (last?.of !== of) {
      const said = suggestInThread({ storeFile: deps.store.path, rules: deps.rules.text });
      last = { of, said };
      void said.then(({ kind }) => kind === 'failed' && forget(), forget);
    }
    return last.said;
  };
}

async function showSuggested(
  deps: DeskDeps,
  look: () => Promise<Suggested>,
  { person, reply }: DeskCall,
  problem: string | undefined,
): Promise<FastifyReply> {
  const said = await look();
  const view = {
    title: 'Suggested terms',
    problem: problem ?? (said.kind === 'failed' ? said.why : undefined),
    found: said.kind === 'found' ? said.found.map(rowOf) : [],
  };
  return sendPage(reply, deps.views('desk/rules-suggested.njk', { ...frameOf(deps, person), ...view }));
}

/** A term with its contexts cut where it stands, so that it can be marked. */
function rowOf(one: TermSuggestion) {
  const contexts = one.contexts.map((context) => {
    const at = context.toLowerCase().indexOf(one.term);
    const end = at + one.term.length;
    return at === -1
      ? { before: context, term: '', after: '' }
      : { before: context.slice(0, at), term: context.slice(at, end), after: context.slice(end) };
  });
  return { ...one, isFor: one.z > 0, contexts };
}

async function keep(
  deps: DeskDeps,
  look: () => Promise<Suggested>,
  call: DeskCall,
  term: string,
): Promise<FastifyReply> {
  const known = await look();
  if (known.kind === 'found' && known.found.every((one) => one.term !== term))
    return showSuggested(deps, look, badly(call), `“${term}” is not suggested.`);
  const before = packInForce(deps.store);
  const said = await suggestInThread({ storeFile: deps.store.path, rules: deps.rules.text, keep: term });
  if (said.kind !== 'kept')
    return showSuggested(deps, look, badly(call), said.kind === 'failed' ? said.why : undefined);
  if (packInForce(deps.store) !== before)
    return showSuggested(
      deps,
      look,
      badly(call),
      'The rules were changed meanwhile. Keep the term once more.',
    );
  save(deps, call.person.name, `“${term}” kept in shadow`, said.pack);
  return call.reply.redirect('/desk/rules/versions?say=saved', 303);
}

function badly(call: DeskCall): DeskCall {
  return { ...call, reply: call.reply.code(400) };
}

/** What is in shadow scores nothing, so no accepted post can be lost. */
function save({ store, now, scoreAnew }: DeskDeps, madeBy: string, note: string, pack: string): void {
  savePack(store, { madeAt: now(), madeBy, note, lost: 0, pack });
  scoreAnew?.();
}

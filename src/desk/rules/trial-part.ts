import type { FastifyReply } from 'fastify';
import * as z from 'zod';
import { openTrials, type Trial, type Trials } from '../../learn/trial/trials.ts';
import { verbatim } from '../../web/fields.ts';
import { route, type Route } from '../../web/route.ts';
import { partOf, type WebPart } from '../../web/shell.ts';
import { sendPage } from '../../web/views.ts';
import type { DeskDeps } from '../deps.ts';
import { frameOf } from '../frame.ts';
import { type DeskCall, GET_BY_REVIEWER, POST_BY_REVIEWER } from '../inputs.ts';

const Pack = z.object({ pack: verbatim });

/** A trial of other rules on the stored posts, in a thread: the page says how far it has come, and then what would move. */
export function trialPart(deps: DeskDeps): WebPart {
  const trials = openTrials();
  return {
    ...partOf(trialRoutes(deps, trials)),
    mount: (app) => void app.addHook('onClose', trials.close),
  };
}

function trialRoutes(deps: DeskDeps, trials: Trials): readonly Route[] {
  return [
    route({
      ...GET_BY_REVIEWER,
      path: '/desk/rules/preview',
      handle: (call) => showTrial(deps, call, trials.of(call.person.id)),
    }),
    route({
      ...POST_BY_REVIEWER,
      path: '/desk/rules/preview',
      body: Pack,
      handle: ({ body, person, reply }) => {
        const order = { text: body.pack.replaceAll('\r\n', '\n'), inForce: deps.rules.text };
        trials.start(person.id, { ...order, storeFile: deps.store.path });
        return reply.redirect('/desk/rules/preview', 303);
      },
    }),
  ];
}

function showTrial(deps: DeskDeps, { person, reply }: DeskCall, trial: Trial | undefined): FastifyReply {
  const view = {
    title: 'Try other rules',
    pack: trial?.text ?? deps.rules.text,
    trial,
    isUnderWay: trial !== undefined && trial.tried === undefined && trial.failed === undefined,
  };
  return sendPage(reply, deps.views('desk/rules-preview.njk', { ...frameOf(deps, person), ...view }));
}

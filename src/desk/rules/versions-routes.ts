import type { FastifyReply } from 'fastify';
import * as z from 'zod';
import { shortDiff } from '../../base/diff-lines.ts';
import { putBack } from '../../learn/packs.ts';
import { packInForce, type PackVersion, packVersion, packVersions } from '../../store/packs.ts';
import { id, verbatim } from '../../web/fields.ts';
import { route, type Route, SIGNED_IN } from '../../web/route.ts';
import { sendPage } from '../../web/views.ts';
import { longTime } from '../../web/words.ts';
import type { DeskDeps } from '../deps.ts';
import { frameOf } from '../frame.ts';
import { type DeskCall, GET_BY_READER, Numbered } from '../inputs.ts';

const MOST_SHOWN = 200;
const SAYINGS: Readonly<Record<string, string>> = {
  saved: 'Saved and in force. Stored posts are scored anew in the background.',
  restored: 'Put back and in force. Stored posts are scored anew in the background.',
};

/** Versions of the rules: who saved what and why, how they differ from what is in force, and a press that puts one back. */
export function versionsRoutes(deps: DeskDeps): readonly Route[] {
  return [
    route({
      ...GET_BY_READER,
      path: '/desk/rules/versions',
      query: z.object({ say: verbatim }),
      handle: (call) => showVersions(deps, call, call.query.say),
    }),
    route({
      ...GET_BY_READER,
      path: '/desk/rules/versions/:id',
      params: Numbered,
      handle: (call) => compare(deps, call, call.params.id),
    }),
    route({
      ...{ method: 'POST', access: 'editor', principals: SIGNED_IN },
      path: '/desk/rules/restore',
      body: z.object({ version: z.union([z.literal('file'), id]) }),
      handle: ({ body, person, reply }) => {
        const { store, now } = deps;
        const version = body.version === 'file' ? undefined : packVersion(store, body.version);
        if (body.version !== 'file' && version === undefined)
          return reply.redirect('/desk/rules/versions', 303);
        putBack(store, version, { madeAt: now(), madeBy: person.name });
        deps.scoreAnew?.();
        return reply.redirect('/desk/rules/versions?say=restored', 303);
      },
    }),
  ];
}

function rowOf(version: PackVersion, inForce: number) {
  return {
    ...version,
    when: longTime(version.madeAt),
    isInForce: version.id === inForce,
    isFile: version.pack === null,
  };
}

function showVersions(deps: DeskDeps, { person, reply }: DeskCall, say: string): FastifyReply {
  const inForce = packInForce(deps.store);
  const versions = packVersions(deps.store, MOST_SHOWN).map((version) => rowOf(version, inForce));
  const view = { title: 'Versions of the rules', versions, inForce, said: SAYINGS[say] };
  return sendPage(reply, deps.views('desk/rules-versions.njk', { ...frameOf(deps, person), ...view }));
}

function compare(deps: DeskDeps, { person, reply }: DeskCall, number: number): FastifyReply {
  const version = packVersion(deps.store, number);
  if (version === undefined) {
    reply.callNotFound();
    return reply;
  }
  const diff = version.pack === null ? [] : shortDiff(version.pack, deps.rules.text);
  const view = {
    title: `Version ${version.id} of the rules`,
    version: rowOf(version, packInForce(deps.store)),
    lines: diff.map((line) => ({
      kind: line.startsWith('+ ') ? 'comes' : line.startsWith('- ') ? 'goes' : 'stays',
      line,
    })),
  };
  return sendPage(reply, deps.views('desk/rules-version.njk', { ...frameOf(deps, person), ...view }));
}

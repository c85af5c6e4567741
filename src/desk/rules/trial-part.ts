import type { FastifyReply } from 'fastify';
import * as z from 'zod';
import { ruleText, withRule, withStatus } from '../../classify/pack/edit-text.ts';
import { isSamePack, savePack } from '../../learn/packs.ts';
import { openTrials, type Trial, type Trials } from '../../learn/trial/trials.ts';
import type { Tried } from '../../learn/trial/try-pack.ts';
import { dropDraft, keepDraft, packDraft, packInForce, packVersion } from '../../store/packs.ts';
import { textUpTo, verbatim } from '../../web/fields.ts';
import { route, type Route, SIGNED_IN } from '../../web/route.ts';
import { partOf, type WebPart } from '../../web/shell.ts';
import { sendPage } from '../../web/views.ts';
import { longTime } from '../../web/words.ts';
import type { DeskDeps } from '../deps.ts';
import { frameOf } from '../frame.ts';
import { type DeskCall, GET_BY_REVIEWER, POST_BY_REVIEWER } from '../inputs.ts';

const MOST_NOTE = 500;

/** A whole pack, or one rule of the one that is being edited; `base` is the version it began from. */
const Sent = z.object({ pack: verbatim, rule: verbatim, base: verbatim });
const Saved = z.object({ note: textUpTo(MOST_NOTE), override: verbatim, base: verbatim });
const Asked = z.object({ rule: verbatim });

/**
 * Editing the rules: a person has a draft, sees in a trial on the stored posts (in a thread) what it would change, and an editor saves it.
 * A draft is kept until it is saved or let go.
 */
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
      query: Asked,
      handle: (call) => showTrial(deps, trials, call, { rule: call.query.rule }),
    }),
    route({
      ...POST_BY_REVIEWER,
      path: '/desk/rules/preview',
      body: Sent,
      handle: ({ body, person, reply }) => {
        tryDraft(deps, trials, person.id, draftFrom(deps, person.id, body));
        return reply.redirect(`/desk/rules/preview${ruleQuery(body.rule)}`, 303);
      },
    }),
    route({
      ...POST_BY_REVIEWER,
      path: '/desk/rules/shadow/count',
      body: z.object({ rule: verbatim }),
      handle: ({ body, person, reply }) => {
        const draft = countingDraft(deps, person.id, body.rule);
        if (draft !== undefined) tryDraft(deps, trials, person.id, draft);
        return reply.redirect(`/desk/rules/preview${ruleQuery(body.rule)}`, 303);
      },
    }),
    route({
      ...POST_BY_REVIEWER,
      path: '/desk/rules/draft/drop',
      handle: ({ person, reply }) => {
        dropDraft(deps.store, person.id);
        return reply.redirect('/desk/rules', 303);
      },
    }),
    route({
      ...{ method: 'POST', access: 'editor', principals: SIGNED_IN },
      path: '/desk/rules/save',
      body: Saved,
      handle: (call) => {
        const said = saveDraft(deps, trials, call, call.body);
        if (said === undefined) return call.reply.redirect('/desk/rules/versions?say=saved', 303);
        return showTrial(
          deps,
          trials,
          { ...call, reply: call.reply.code(400) },
          { problem: said, ...call.body },
        );
      },
    }),
  ];
}

function ruleQuery(rule: string): string {
  return rule === '' ? '' : `?rule=${encodeURIComponent(rule)}`;
}

type Draft = { readonly base: number; readonly pack: string };

function draftFrom(deps: DeskDeps, person: number, sent: z.infer<typeof Sent>): Draft {
  const text = sent.pack.replaceAll('\r\n', '\n');
  const before = packDraft(deps.store, person);
  const base = /^\d{1,15}$/.test(sent.base) ? Number(sent.base) : packInForce(deps.store);
  if (sent.rule === '') return { base, pack: text };
  return { base, pack: withRule(before?.pack ?? deps.rules.text, sent.rule, text) };
}

/** The draft, or the rules in force, with a rule that counts no longer in shadow; undefined where none of that name is in shadow. */
function countingDraft({ store, rules }: DeskDeps, person: number, rule: string): Draft | undefined {
  const before = packDraft(store, person);
  const pack = withStatus(before?.pack ?? rules.text, rule, 'active');
  return pack === undefined ? undefined : { base: before?.base ?? packInForce(store), pack };
}

/** Keeps a draft and has it tried. */
function tryDraft(deps: DeskDeps, trials: Trials, person: number, { base, pack }: Draft): void {
  keepDraft(deps.store, person, { madeAt: deps.now(), base, pack });
  trials.start(person, { text: pack, inForce: deps.rules.text, storeFile: deps.store.path });
}

/** Saves what was tried. Answers why not, if it may not be. */
function saveDraft(
  deps: DeskDeps,
  trials: Trials,
  { person }: DeskCall,
  { note, override, base }: z.infer<typeof Saved>,
): string | undefined {
  const { store, now } = deps;
  const draft = packDraft(store, person.id);
  const trial = trials.of(person.id);
  if (draft === undefined) return 'There is nothing to save: edit the pack and see what would change first.';
  if (trial?.text !== draft.pack || trial.tried === undefined)
    return 'See what would change first; only what was tried can be saved.';
  const why = unsavable(trial.tried);
  if (why !== undefined) return why;
  const inForce = packInForce(store);
  if (String(inForce) !== base) return changedMeanwhile(deps, inForce);
  if (isSamePack(draft.pack, deps.rules.text))
    return 'This is the pack that is in force; there is nothing to save.';
  if (note === '')
    return 'Say in a note what was changed and why; whoever looks at it later has nothing else.';
  const lost = trial.tried.kind === 'tried' ? trial.tried.preview.counts.lost.accepted : 0;
  if (lost > 0 && override !== 'yes')
    return `${lost} accepted ${lost === 1 ? 'post' : 'posts'} would be lost. Tick that you mean it, and say why in the note.`;
  savePack(store, { madeAt: now(), madeBy: person.name, note, lost, pack: draft.pack });
  dropDraft(store, person.id);
  deps.scoreAnew?.();
  return undefined;
}

function unsavable(tried: Tried): string | undefined {
  if (tried.kind === 'faulty') return 'The pack cannot be read; put right what is named below first.';
  return tried.failures.length > 0 ? 'Tests of the pack fail; put them right first.' : undefined;
}

function changedMeanwhile({ store }: DeskDeps, inForce: number): string {
  const version = packVersion(store, inForce);
  const who =
    version === undefined ? '' : ` by ${version.madeBy} on ${longTime(version.madeAt)} (${version.note})`;
  return `The rules were changed${who} after you began. Compare version ${inForce} with your draft; if you save once more, yours takes its place.`;
}

type Shown = { readonly rule?: string; readonly problem?: string; readonly note?: string };

function showTrial(
  deps: DeskDeps,
  trials: Trials,
  { person, reply }: DeskCall,
  { rule = '', problem, note = '' }: Shown,
): FastifyReply {
  const { store, rules } = deps;
  const draft = packDraft(store, person.id);
  const tried = trials.of(person.id);
  // A trial of another text says nothing of this one.
  const trial = tried?.text === draft?.pack ? tried : undefined;
  const pack = draft?.pack ?? rules.text;
  const base = problem === undefined ? (draft?.base ?? packInForce(store)) : packInForce(store);
  const one = rule === '' ? undefined : ruleText(pack, rule);
  const view = {
    title: 'Edit the rules',
    ...{ rule: one === undefined ? '' : rule, text: one ?? pack, base, problem, note, trial },
    draftedAt: draft === undefined ? undefined : longTime(draft.madeAt),
    isUnderWay: isUnderWay(trial),
    maySave: trial?.tried !== undefined && unsavable(trial.tried) === undefined,
  };
  return sendPage(reply, deps.views('desk/rules-preview.njk', { ...frameOf(deps, person), ...view }));
}

function isUnderWay(trial: Trial | undefined): boolean {
  return trial !== undefined && trial.tried === undefined && trial.failed === undefined;
}

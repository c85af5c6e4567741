import { answerNonce, answerPath } from '../../src/review/answer-link.ts';
import { candidateRow } from '../../src/store/desk.ts';
import { reviewerByEmail } from '../../src/store/reviewers.ts';
import { anyCandidate, hiddenFields, pageOf, type Person, post, type World } from './model-world.ts';

const FORTNIGHT = 14 * 86_400_000;

/** What people do besides deciding post by post: tick several, reject a view, correct or hand over, answer a letter. */
export function actOtherwise(world: World, person: Person): Promise<void> {
  const chance = world.random();
  if (chance < 0.3) return triage(world, person);
  if (chance < 0.4) return rejectView(world, person);
  return chance < 0.7 ? correct(world, person) : answerLetter(world, person);
}

/** Ticks some of what the list shows, sometimes of a list that is old by now, and sends it once or twice. */
async function triage(world: World, person: Person): Promise<void> {
  const { body } = await pageOf(world, person, '/desk');
  const seen = [...body.matchAll(/name="post"[^>]* value="(\d+:\d+)"/g)].map(([, one = '']) => one);
  const ticked = seen.filter(() => world.random() < 0.2).slice(0, 5);
  const { token = '', nonce = '' } = hiddenFields(body, 'action="/desk/triage"');
  if (ticked.length === 0 || nonce === '') return;
  const fields = new URLSearchParams({
    token,
    nonce,
    view: '',
    act: world.random() < 0.5 ? 'accept' : 'reject:event',
  });
  for (const one of ticked) fields.append('post', one);
  await sendBatch(world, { person, path: '/desk/triage', fields, nonce, n: ticked.length });
}

/** Rejects some of all that waits, as the page of the whole view counts it. */
async function rejectView(world: World, person: Person): Promise<void> {
  const { body } = await pageOf(world, person, '/desk/bulk');
  const ids = [...body.matchAll(/name="post"[^>]* value="(\d+)"/g)].map(([, one = '']) => one);
  const chosen = ids.filter(() => world.random() < 0.1);
  const { token = '', nonce = '', count = '' } = hiddenFields(body, 'action="/desk/bulk"');
  if (chosen.length === 0) return;
  const fields = new URLSearchParams({ token, nonce, count, view: '', reason: 'event' });
  for (const one of chosen) fields.append('post', one);
  await sendBatch(world, { person, path: '/desk/bulk', fields, nonce, n: chosen.length });
}

type Batch = {
  readonly person: Person;
  readonly path: string;
  readonly fields: URLSearchParams;
  readonly nonce: string;
  readonly n: number;
};

async function sendBatch(world: World, { person, path, fields, nonce, n }: Batch): Promise<void> {
  const send = () => post(world, person, path, fields);
  const [answer] = await Promise.all(world.random() < 0.3 ? [send(), send()] : [send()]);
  const to = new URL(answer?.headers.get('location') ?? '/', world.server.origin);
  if (answer?.status === 303 && to.searchParams.has('done'))
    world.batches.push({ nonce, n: n - Number(to.searchParams.get('left') ?? 0) });
}

/** Corrects what was proposed, facts of the case too, or hands it to an editor. */
async function correct(world: World, person: Person): Promise<void> {
  const id = anyCandidate(world);
  const { body } = await pageOf(world, person, `/desk/${id}/edit`);
  const fields = hiddenFields(body, 'data-preview-of');
  const words = {
    councils: 'Leeds',
    topics: 'Street lighting',
    title: `A title ${fields['nonce']}`,
    supplier: 'Bright Ltd',
  };
  const path = `/desk/${id}/${world.random() < 0.5 ? 'edit' : 'hand'}`;
  const send = () => post(world, person, path, { ...fields, ...words, months: '24' });
  const [answer] = await Promise.all(world.random() < 0.3 ? [send(), send()] : [send()]);
  if (answer?.status === 409) world.conflicts += 1;
  if (answer?.status === 303)
    world.promised.push({ nonce: fields['nonce'] ?? '', kind: 'edit', candidateId: id });
}

/** Presses the button behind a letter's link, sometimes twice, sometimes of a letter that is old by now. */
async function answerLetter(world: World, person: Person): Promise<void> {
  const id = anyCandidate(world);
  const reviewerId = reviewerByEmail(world.store, `${person.name}@example.org`)?.id ?? 0;
  const version = candidateRow(world.store, id)?.version ?? 1;
  const versionSeen = world.random() < 0.2 ? Math.max(1, version - 1) : version;
  const offer = {
    candidateId: id,
    versionSeen,
    reviewerId,
    until: Math.ceil(Date.now() / FORTNIGHT + 1) * FORTNIGHT,
  };
  const send = () => post(world, { ...person, cookie: '' }, answerPath(world.secret, offer), {});
  const [answer] = await Promise.all(world.random() < 0.3 ? [send(), send()] : [send()]);
  if (answer?.status === 409) world.conflicts += 1;
  if (answer?.status === 200)
    world.promised.push({ nonce: answerNonce(offer), kind: 'accept', candidateId: id });
}

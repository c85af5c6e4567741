import type { Added } from '../../src/candidates/propose.ts';
import type { Role } from '../../src/model/role.ts';
import { addSuggestion } from '../../src/store/suggestions.ts';
import { keepLink } from '../../src/store/links.ts';
import { joined, openDesk } from './desk-fixture.ts';
import { acceptedCandidate, listed, NOON } from '../catalogue/fixtures.ts';

/** Somebody signed in at the whole server, an editor unless told otherwise; redirects are shown, not followed. */
export type Editors = Awaited<ReturnType<typeof editors>>;

export async function editors() {
  const outside: { answer: Added; fetched: string[] } = {
    answer: { kind: 'failed', say: 'nobody is there' },
    fetched: [],
  };
  const desk = await openDesk({
    now: () => NOON,
    addSuggested: async (url) => {
      outside.fetched.push(url);
      return Promise.resolve(outside.answer);
    },
  });
  const editor = await joined(desk, 'Edith', 'editor');
  const headers = { cookie: editor.cookie() };
  const get = (url: string) => desk.app.inject({ method: 'GET', url, headers });
  const token = /name="token" value="([^"]+)"/.exec((await get('/desk/publish')).body)?.[1] ?? '';
  return {
    app: desk.app,
    cookie: editor.cookie(),
    store: desk.store,
    close: desk.close,
    get,
    post: (url: string, fields: Record<string, string>) =>
      desk.app.inject({
        method: 'POST',
        url,
        headers: {
          ...headers,
          'content-type': 'application/x-www-form-urlencoded',
          'sec-fetch-site': 'same-origin',
        },
        payload: new URLSearchParams({ token, ...fields }).toString(),
      }),
    role: (role: Role) => desk.store.sql('update reviewer set role = ?').run(role),
    get fetched() {
      return outside.fetched;
    },
    set answer(answer: Added) {
      outside.answer = answer;
    },
  };
}

/** Something to see on each of the editors' pages, and their paths. */
export function editorsPaths(desk: Pick<Editors, 'store'>): string[] {
  const id = acceptedCandidate(desk.store, { title: 'Waiting' });
  const entry = listed(desk.store, { title: 'Listed' });
  const link = {
    strikes: 1,
    checkedAt: NOON,
    nextAt: NOON,
    archiveUrl: null,
    archiveAt: null,
    archiveTriedAt: null,
    movedTo: null,
  };
  keepLink(desk.store, entry, { ...link, state: 'failing' });
  const limits = { since: 0, perSender: 9, total: 9 };
  const message = {
    kind: 'suggestion',
    url: 'https://example.org/',
    urlKey: 'x',
    entryId: entry,
    note: 'Look',
    secret: 's',
    sender: 's',
    at: NOON,
  } as const;
  addSuggestion(desk.store, message, { hour: limits, day: limits });
  return [
    '/desk/publish',
    `/desk/candidates/${id}/publish`,
    `/desk/entries/${entry}`,
    '/desk/links',
    '/desk/suggestions',
  ];
}

import { parseAtomFeed } from 'feedsmith';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type DigestChannels, sendDigests } from '../../src/review/digest.ts';
import { readSettings } from '../../src/run/config.ts';
import { sendNews } from '../../src/server/news.ts';
import { mentionedIn } from '../../src/review/mentioned-in.ts';
import { formSecret } from '../../src/server/form-secret.ts';
import { decisionsOf } from '../../src/store/decisions.ts';
import { candidateRow } from '../../src/store/desk.ts';
import { reviewerByEmail, setDigest } from '../../src/store/reviewers.ts';
import { openMailServer } from '../mail-server.ts';
import { joined, lay, openDesk, press, visitor } from '../desk/desk-fixture.ts';

const DAY = 86_400_000;
const SECRET = 'a'.repeat(64);
let desk: Awaited<ReturnType<typeof openDesk>>;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());

function deps(now: number, ways: DigestChannels) {
  return {
    store: desk.store,
    now: () => now,
    publicUrl: 'https://lamps.example',
    secret: SECRET,
    sourceName: () => 'Ashden news',
    ways,
  };
}

describe('the digest', () => {
  test('goes to those who asked, once a period, and again when it could not be sent', async () => {
    await joined(desk, 'Ana');
    await joined(desk, 'Ben');
    setDigest(desk.store, 1, 'daily');
    lay(desk.store, { title: 'A story\r\nBcc: everybody@example.org', now: Date.now() });
    const sent: { to: string; subject: string; text: string }[] = [];
    let fault: string | undefined = 'the post office is shut';
    const mail = (message: (typeof sent)[number]) => {
      sent.push(message);
      return Promise.resolve(fault);
    };
    const now = Date.now() + 1000;
    expect(await sendDigests(deps(now, { mail }))).toEqual([
      'digest for ana@example.org: the post office is shut',
    ]);
    fault = undefined;
    expect(await sendDigests(deps(now + 1, { mail }))).toEqual([]);
    await sendDigests(deps(now + 2, { mail }));
    expect(sent).toHaveLength(2);
    expect(sent[1]).toMatchObject({ to: 'ana@example.org', subject: 'Lamplighter: 1 new post on the desk' });
    expect(sent[1]?.text).toContain(
      'A story Bcc: everybody@example.org\n      Ashden news: https://lamps.example/desk/1',
    );
    // Nothing new: nothing is sent.
    await sendDigests(deps(now + 2 * DAY, { mail }));
    expect(sent).toHaveLength(2);
  });

  test('tells the webhook once a day, in the words that Slack takes', async () => {
    const said: string[] = [];
    const webhook = (text: string) => Promise.resolve(void said.push(text));
    const now = Date.now() + 1000;
    await sendDigests(deps(now, { webhook }));
    await sendDigests(deps(now + 1, { webhook }));
    expect(said).toHaveLength(1);
    expect(said[0]).toMatch(/^\*Lamplighter: 1 new post on the desk\*\n/);
  });

  test('reaches a mail server by SMTP', async () => {
    await using server = await openMailServer();
    const { lines } = server;
    await joined(desk, 'Cy');
    setDigest(desk.store, 3, 'weekly');
    const settings = readSettings({ SMTP_URL: server.url, MAIL_FROM: 'lamps@example.org' });
    const log: string[] = [];
    const news = sendNews({ store: desk.store, now: Date.now }, [], {
      settings,
      log: (event) => void log.push(event),
    });
    await news.close();
    expect(lines).toContain('RCPT TO:<cy@example.org>');
    expect(lines.join('\n')).toContain('Subject: Lamplighter: 1 new post on the desk');
    expect(log).toEqual([]);
  });

  test('is answered from: its link accepts the post as its reader, once, and whoever was faster stands', async () => {
    const eva = await joined(desk, 'Eva');
    setDigest(desk.store, reviewerByEmail(desk.store, 'eva@example.org')?.id ?? 0, 'weekly');
    const ids = [lay(desk.store), lay(desk.store)];
    const letters: string[] = [];
    const mail = ({ to, text }: { to: string; text: string }) => {
      if (to === 'eva@example.org') letters.push(text);
      return Promise.resolve(undefined);
    };
    await sendDigests({ ...deps(Date.now() + 1000, { mail }), secret: formSecret(desk.settingsDir) });
    const link = (id: number) =>
      new RegExp(String.raw`/desk/${id}\n      “[^\n]+”\n      Accept it: https://lamps\.example(\S+)`).exec(
        letters[0] ?? '',
      )?.[1] ?? '';
    const somebody = visitor(desk.app);
    const [first, second] = ids.map(link);
    // A mail program that opens every link decides nothing.
    const page = await somebody.get(first ?? '');
    expect(page.body).toContain('Accept it as Eva');
    expect(page.body).toContain('awarded a new contract for its office furniture');
    expect(candidateRow(desk.store, ids[0] ?? 0)?.state).toBe('new');
    expect((await somebody.post(first ?? '', {})).body).toContain('You have accepted');
    expect(decisionsOf(desk.store, ids[0] ?? 0)).toMatchObject([{ kind: 'accept', by: 'Eva' }]);
    await eva.post('/desk/undo', { token: (await eva.get('/desk')).hidden('token'), nonce: 'back' });
    expect((await somebody.post(first ?? '', {})).body).toContain('This link was used before');
    expect(candidateRow(desk.store, ids[0] ?? 0)?.state).toBe('new');
    await press(eva, await eva.get(`/desk/${ids[1]}`), 'reject:event');
    const late = await somebody.post(second ?? '', {});
    expect([late.status, late.body]).toEqual([
      409,
      expect.stringContaining('Eva was faster: rejected: event'),
    ]);
    const forged = (second ?? '').replace(/\/answer\/\d+/, `/answer/${ids[0]}`);
    for (const path of [forged, '/answer/x', '/answer/1-1-1-9'])
      expect((await somebody.post(path, {})).status, path).toBe(410);
    desk.store.sql(`update reviewer set role = 'reader' where email = 'eva@example.org'`).run();
    expect((await somebody.get(second ?? '')).status).toBe(410);
  });
});

describe('a mention in a note', () => {
  test('tells whom it names, on the desk and once by letter, until they have opened the post', async () => {
    const [kit, lea] = [await joined(desk, 'Kit'), await joined(desk, 'Lea')];
    const id = lay(desk.store);
    const note = 'Is this new, @Lea? Ask x@lea.example.';
    await press(kit, await kit.get(`/desk/${id}`), 'note', { note });
    expect((await lea.get('/desk')).body).toContain('1 with a note that mentions you');
    expect((await lea.get('/desk?view=mentions')).body).toContain(`data-row="${id}"`);
    expect((await kit.get('/desk')).body).not.toContain('mentions you');
    const letters: { to: string; subject: string; text: string }[] = [];
    let fault: string | undefined = 'the post office is shut';
    const mail = (letter: (typeof letters)[number]) => {
      if (letter.subject.includes('mentions')) letters.push(letter);
      return Promise.resolve(letter.subject.includes('mentions') ? fault : undefined);
    };
    expect(await sendDigests(deps(Date.now(), { mail }))).toEqual([
      'mention of lea@example.org: the post office is shut',
    ]);
    fault = undefined;
    await sendDigests(deps(Date.now(), { mail }));
    await sendDigests(deps(Date.now(), { mail }));
    expect(letters).toHaveLength(2);
    expect(letters[1]).toMatchObject({
      to: 'lea@example.org',
      subject: 'Lamplighter: Kit mentions you',
      text: expect.stringContaining(note),
    });
    expect(letters[1]?.text).toContain(`https://lamps.example/desk/${id}`);
    await lea.get(`/desk/${id}`);
    expect((await lea.get('/desk')).body).not.toContain('mentions you');
    expect((await lea.get('/desk?view=mentions')).body).toContain(`data-row="${id}"`);
  });

  test('names a person by a whole name, a first name or an address, the longest that fits', () => {
    const people = [
      { id: 1, name: 'Ana Li', email: 'al@example.org' },
      { id: 2, name: 'Ana Prince', email: 'prince@example.org' },
      { id: 3, name: 'Ben', email: 'ben@example.org' },
    ];
    const named = (note: string) => mentionedIn(note, people).map(({ id }) => id);
    expect(named('@Ana Li, please')).toEqual([1]);
    expect(named('@ana, please')).toEqual([1, 2]);
    expect(named('(@PRINCE) and @Ben. @ben again')).toEqual([2, 3]);
    expect(named('@Benjamin, ben@example.org, @ Ben')).toEqual([]);
    expect(named('@al@example.org')).toEqual([1]);
  });
});

describe('the private feed', () => {
  test('is read by its own address, which can be revoked, and serves nobody else', async () => {
    const dee = await joined(desk, 'Dee');
    lay(desk.store, { title: 'Bold \u0007 & <b>bright</b> ]]>' });
    const me = await dee.get('/desk/me');
    const made = await dee.post('/desk/me/tokens', {
      token: me.hidden('token'),
      name: 'reader',
      scope: 'feed',
    });
    const path = /desk\/feed\.atom\?token=[\w-]+/.exec(made.body)?.[0] ?? '';
    const answer = await desk.app.inject(`/${path}`);
    expect(answer.headers['content-type']).toBe('application/atom+xml; charset=utf-8');
    const feed = parseAtomFeed(answer.body);
    expect(feed.entries?.map(({ title }) => title?.value)).toContain('Bold  & <b>bright</b> ]]>');
    expect((await desk.app.inject('/desk/feed.atom?token=guessed')).statusCode).toBe(401);
    // A feed's token opens nothing else.
    const token = path.split('=')[1] ?? '';
    expect(
      (await desk.app.inject({ url: '/desk', headers: { authorization: `Bearer ${token}` } })).statusCode,
    ).toBe(401);
    await dee.post('/desk/me/tokens/revoke', { token: me.hidden('token'), id: '1' });
    expect((await desk.app.inject(`/${path}`)).statusCode).toBe(401);
  });
});

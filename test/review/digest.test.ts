import { parseAtomFeed } from 'feedsmith';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type DigestChannels, sendDigests } from '../../src/review/digest.ts';
import { readSettings } from '../../src/run/config.ts';
import { sendNews } from '../../src/server/news.ts';
import { setDigest } from '../../src/store/reviewers.ts';
import { openMailServer } from '../mail-server.ts';
import { joined, lay, openDesk } from '../desk/desk-fixture.ts';

const DAY = 86_400_000;
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

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT_DIR } from '../src/run/config.ts';
import { finishCrawl, finishRun, startCrawl, startRun } from '../src/store/runs.ts';
import { enrolSource } from '../src/store/sources.ts';
import { invite } from '../src/accounts/invite.ts';
import { openBrowser } from './chromium.ts';
import { lay, openDesk, PASSWORD, SOURCES } from './desk/desk-fixture.ts';

/** Takes the pictures of docs/images anew: `node test/pictures.ts`. The posts are invented; the desk is the real one. */
const POSTS = [
  {
    title: 'Northumberland buys light, not lamps',
    published: '2026-09-14',
    text: 'Northumberland County Council invested £25 million to replace its street lights, cutting carbon by 68% and saving £1.5 million a year. The procurement team engaged with suppliers early, asked for light rather than lamps, and awarded the contract on whole-life cost. Residents’ complaints fell by a third in the first winter.',
  },
  {
    title: 'Durham furnishes its offices from what it already owns',
    published: '2026-10-02',
    text: 'Durham County Council awarded a furniture contract that puts reuse first. The specification asked suppliers to repair before they replace, and cut waste by 40%. The council saved £310,000 in the first year.',
  },
  {
    title: 'School meals: how three boroughs bought from farms near by',
    published: '2026-08',
    text: 'Camden Council, Islington Council and Hackney Council split a food contract into lots that small farms could win. After market engagement with forty suppliers, half of the vegetables come from within fifty miles, and social value was weighed at 20%.',
  },
  {
    title: 'Webinar: what the Procurement Act means for you. Register now',
    published: '2026-11-20',
    text: 'Join us for a webinar on the Procurement Act. Book your place today; councils go free.',
  },
];

const desk = await openDesk({ runNow: () => undefined });
const { store } = desk;
for (const { title, published, text } of POSTS)
  lay(store, {
    title,
    published,
    origin: title.startsWith('Webinar') ? 'hand' : 'rules',
    blocks: [{ kind: 'body', text }],
    url: `https://ashden.org/${title.length}`,
  });
addRuns();
const origin = await desk.app.listen({ host: '127.0.0.1', port: 0 });
const browser = await openBrowser();
const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
await page.goto(origin + invite(store, { email: null, role: 'editor', madeBy: null, now: Date.now() }));
await page.fill('#email', 'ana@example.org');
await page.fill('#name', 'Ana');
await page.fill('#password', PASSWORD);
await page.press('#password', 'Enter');
await page.waitForURL('**/desk');
const folder = join(PROJECT_DIR, 'docs', 'images');
mkdirSync(folder, { recursive: true });
await page.goto(`${origin}/desk/2`);
await page.keyboard.press('a');
await page.waitForURL(/done=/);
const WIDE = { width: 1280, height: 800 };
const PHONE = { width: 375, height: 740 };
for (const { name, path, size = WIDE } of [
  { name: 'desk', path: '/desk' },
  { name: 'post', path: '/desk/1' },
  { name: 'publish', path: '/desk/candidates/2/publish' },
  { name: 'correct', path: '/desk/1/edit' },
  { name: 'why', path: '/desk/why?url=https://ashden.org/unheard-of' },
  { name: 'search', path: '/desk/search?q=contract' },
  { name: 'sources', path: '/desk/sources' },
  { name: 'desk-phone', path: '/desk', size: PHONE },
  { name: 'post-phone', path: '/desk/1', size: PHONE },
  { name: 'publish-phone', path: '/desk/candidates/2/publish', size: PHONE },
]) {
  await page.setViewportSize(size);
  await page.goto(`${origin}${path}`);
  await page.screenshot({ path: join(folder, `${name}.png`) });
}
await browser.close();
await desk.close();

function addRuns(): void {
  const day = 86_400_000;
  for (const { id } of SOURCES) enrolSource(store, id, Date.now() + day / 2, day);
  for (let n = 20; n > 0; n -= 1) {
    const at = Date.now() - n * day;
    startCrawl(store, `crawl-${n}`, at);
    for (const [index, { id }] of SOURCES.entries()) {
      const run = startRun(store, { crawlId: `crawl-${n}`, sourceId: id, adapterHash: 'picture', at });
      const isBad = index === 1 && n === 4;
      const counters = { cards: isBad ? 1 : 8 + ((n * 7) % 5), unseen: n % 3, posts: n % 3, requests: 2 };
      finishRun(store, run, {
        at: at + 2000,
        outcome: isBad ? 'degraded' : n % 3 === 0 ? 'ok_nothing_new' : 'ok_new',
        reasons: [],
        counters,
      });
    }
    finishCrawl(store, `crawl-${n}`, at + 3000);
  }
}

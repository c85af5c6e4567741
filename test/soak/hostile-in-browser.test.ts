import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hostileHouse, type House } from '../conformance/hostile-house.ts';
import { NO_CHROMIUM, openBrowser } from '../chromium.ts';

/** Each calls alert(1) where it is taken for markup, script or style, at once or by a little luck. */
const LIVE = [
  '<script>alert(1)</script>',
  '"><script>alert(1)</script>',
  "'><script>alert(1)</script>",
  '</title><script>alert(1)</script>',
  '</textarea><script>alert(1)</script>',
  '</script><script>alert(1)</script>',
  '--><script>alert(1)</script>',
  ']]><script>alert(1)</script>',
  '<ScRiPt >alert(1)</sCrIpT >',
  '<script src="data:text/javascript,alert(1)"></script>',
  '<script type=module>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '"><img src=x onerror=alert(1)>',
  '<img/src=x/onerror=alert(1)>',
  '<img src=x onerror="&#97;lert(1)">',
  '<image src=x onerror=alert(1)>',
  '<svg onload=alert(1)>',
  '<svg/onload=alert(1)//',
  '<svg><script>alert(1)</script></svg>',
  '<svg><script>&#97;lert(1)</script></svg>',
  '<math><mtext><script>alert(1)</script></mtext></math>',
  '<body onload=alert(1)>',
  '<details open ontoggle=alert(1)>',
  '<input autofocus onfocus=alert(1)>',
  '<iframe srcdoc="<script>parent.alert(1)</script>"></iframe>',
  '<iframe src="javascript:parent.alert(1)"></iframe>',
  '<iframe onload=alert(1)></iframe>',
  '<object data="javascript:alert(1)" onerror=alert(1)></object>',
  '<video><source onerror=alert(1)></video>',
  '<audio src=x onerror=alert(1)></audio>',
  '<link rel=stylesheet href=data:text/css, onload=alert(1)>',
  '<style onload=alert(1)></style>',
];
/** These are quiet by themselves and do harm only where a page is careless with them. */
const QUIET = [
  '<meta http-equiv=refresh content="0;url=https://evil.example/">',
  '<base href=https://evil.example/>',
  '<form action=https://evil.example/><button>Go</button></form>',
  'javascript:alert(1)',
  '" autofocus onfocus="alert(1)',
  "' autofocus onfocus='alert(1)",
  '{{ constructor.constructor("alert(1)")() }} {% raw %}',
  '${alert(1)} #{alert(1)} <%= alert(1) %>',
];
const ALL = [...LIVE, ...QUIET];

describe.skipIf(NO_CHROMIUM)('hostile text in a real browser', () => {
  let house: House;
  let browser: Browser;
  let page: Page;
  const fired: string[] = [];
  const asked: string[] = [];

  beforeAll(async () => {
    house = await hostileHouse(ALL);
    const origin = await house.listen();
    browser = await openBrowser();
    const context = await browser.newContext({ baseURL: origin });
    const [name = '', value = ''] = house.cookie.split('=');
    await context.addCookies([{ name, value, url: origin }]);
    await context.exposeFunction('alert', (what: unknown) => void fired.push(String(what)));
    page = await context.newPage();
    page.on('dialog', (dialog) => fired.push(dialog.message()));
    page.on('request', (request) => {
      if (!request.url().startsWith(origin) && !request.url().startsWith('data:')) asked.push(request.url());
    });
  });
  afterAll(async () => {
    await browser?.close();
    await house?.close();
  });

  test('calls alert where nothing keeps it from being markup', async () => {
    // Else silence elsewhere would prove nothing. A few need luck; a busy machine needs patience for the others.
    let silent: readonly string[] = LIVE;
    for (let patience = 250; silent.length >= LIVE.length * 0.2; patience *= 2)
      silent = await stillSilent(silent, patience);
    expect(silent.length).toBeLessThan(LIVE.length * 0.2);
  });

  /** Which of these call no alert within so many ms. */
  async function stillSilent(payloads: readonly string[], patience: number): Promise<string[]> {
    const silent: string[] = [];
    for (const payload of payloads) {
      fired.length = 0;
      await page.setContent(`<!doctype html><p>${payload}`);
      await expect
        .poll(() => fired.length, { timeout: patience, interval: 10 })
        .toBeGreaterThan(0)
        .catch(() => silent.push(payload));
    }
    return silent;
  }

  test('stays text on every page that shows it: nothing runs, nothing is asked of others, nobody is led away', async () => {
    fired.length = 0;
    asked.length = 0;
    const q = (at: number) => encodeURIComponent(ALL[at] ?? '');
    const posts = house.carriers.map(({ candidateId }) => `/desk/${candidateId}`);
    const entries = house.carriers.map(({ entryId }) => `/case/${entryId}`);
    const others = ['/desk?view=accepted', '/search', '/desk/suggestions', '/desk/sources', '/status', '/'];
    const searches = [0, 1, 12, 36].flatMap((at) => [`/search?q=${q(at)}`, `/desk/search?q=${q(at)}`]);
    for (const path of [...posts, ...entries, ...others, ...searches, '/embed/page?limit=4']) {
      await page.goto(path);
      expect(new URL(page.url()).pathname).toContain(path.replace(/\?.*/, ''));
    }
    await page.goto(entries[0] ?? '');
    expect(await page.textContent('h1')).toContain(ALL[0]);
    expect([fired, asked]).toEqual([[], []]);
  });
});

// Crawlee's CheerioCrawler as it comes: `cheerio-crawler.mjs FOLDER_WITH_NODE_MODULES PORT…`. It reads, and stores nothing of its own.
import { createRequire } from 'node:module';
import path from 'node:path';

const [folder = '', ...ports] = process.argv.slice(2);
const { CheerioCrawler, Configuration, log } = createRequire(path.join(folder, 'here.js'))(
  '@crawlee/cheerio',
);

log.setLevel(log.LEVELS.OFF);
const done = { requests: 0, posts: 0 };
const crawler = new CheerioCrawler(
  {
    requestHandler: async ({ $, request, addRequests }) => {
      done.requests += 1;
      if (request.label === 'post') {
        const [title, day, text] = [$('h1').text(), $('time').attr('datetime'), $('.content').text()];
        done.posts += text.length > 1000 && title !== '' && day !== undefined ? 1 : 0;
        return;
      }
      const at = (link) => new URL($(link).attr('href') ?? '', request.loadedUrl).href;
      const posts = $('article h3 a').map((_, link) => ({ url: at(link), label: 'post' }));
      const next = $('a[rel=next]').map((_, link) => ({ url: at(link) }));
      await addRequests([...posts.get(), ...next.get()]);
    },
  },
  new Configuration({ persistStorage: false }),
);
const begun = performance.now();
await crawler.run(ports.map((port) => `http://127.0.0.1:${port}/news/`));
process.stdout.write(`${JSON.stringify({ ...done, wallMs: performance.now() - begun })}\n`);
process.exit(0);

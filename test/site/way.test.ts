import { expect, test } from 'vitest';
import { freshStore, listed } from '../catalogue/fixtures.ts';
import { get, site } from './site.ts';

test('an accepted story that was published is found on the front page, has its own page, and is embedded', async () => {
  const store = freshStore();
  const id = listed(store);
  const app = await site(store);
  expect((await get(app, '/')).body).toContain('Northumberland council cuts carbon');
  const page = await get(app, `/case/${id}-northumberland-council-cuts-carbon-with-led-street-lights`);
  expect(page.statusCode).toBe(200);
  expect(page.body).toContain('says how something was bought');
  const found = await get(app, '/search?q=lamps&council=northumberland');
  expect(found.body).toContain('1 case study');
  const embed = await get(app, '/embed?council=NBL');
  expect(embed.body).toContain('<h3><a href="https://ashden.org/news/');
  const data: unknown = (await get(app, '/embed.json?council=NBL')).json();
  expect(data).toMatchObject({ council: 'NBL', items: [{ publisher: 'Ashden' }] });
});

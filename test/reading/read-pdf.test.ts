import { expect, test } from 'vitest';
import { readPdf } from '../../src/reading/read-pdf.ts';
import { pdfOf } from './pdf-of.ts';

const read = (pages: readonly (string | null)[]) =>
  readPdf('https://example.org/report.pdf', new TextEncoder().encode(pdfOf(pages, 'Lamps for less')));

test('reads the first twelve pages of a PDF, asks for no other and says so', async () => {
  const pages = Array.from({ length: 12 }, (_, at) => `The council bought lamps, says page ${at + 1}.`);
  const post = await read([...pages, null, 'Of page fourteen nothing is kept.']);
  expect(post).toMatchObject({ title: 'Lamps for less' });
  const texts = 'blocks' in post ? post.blocks.map(({ text }) => text) : [];
  expect(texts.join('\n')).toContain('says page 12.');
  expect(texts.join('\n')).not.toContain('fourteen');
  expect(await read([...pages, 'thirteen', 'fourteen'])).toHaveProperty('cut', '12 of 14 pages were read');
  expect(await read(pages)).not.toHaveProperty('cut');
});

test('says that a PDF cannot be read of which one of these pages is none', async () => {
  expect(await read(['The council bought lamps.', null])).toMatchObject({
    kind: 'unreadable',
    why: expect.stringContaining('the PDF could not be read'),
  });
});

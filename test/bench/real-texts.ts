import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Whole pages of real blogs where `../shared` has them, some 730 words each, else the labelled summaries. */
export function realTexts(): { title: string; text: string }[] {
  const blogs = fileURLToPath(new URL('../../../shared/sites/posts.jsonl', import.meta.url));
  const files = existsSync(blogs)
    ? [blogs]
    : ['posts', 'posts-2', 'posts-3'].map((name) =>
        fileURLToPath(new URL(`../labelled/${name}.jsonl`, import.meta.url)),
      );
  return files.flatMap((file) =>
    readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => {
        // oxlint-disable-next-line typescript/no-unsafe-type-assertion
        const {
          title,
          body_html: body,
          summary,
        } = JSON.parse(line) as { title: string; body_html?: string; summary: string };
        return { title, text: (body ?? summary).replaceAll(/<[^>]*>/g, '\n') };
      }),
  );
}

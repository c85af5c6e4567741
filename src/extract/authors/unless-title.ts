import { sameWords } from '../plain-text.ts';

/** What begins with the post's title is the heading, or all of the post: whatever looks like a name at its front is part of the title. */
export function beyondTitle(text: string | undefined, title: string): string | undefined {
  const isTitle = title !== '' && text !== undefined && sameWords(text).startsWith(sameWords(title));
  return isTitle ? undefined : text;
}

/** The title, or what it opens with: an address made of it, or a heading that was cut. */
export function unlessTitle(name: string | undefined, title: string): string | undefined {
  if (name === undefined || title === '') return name;
  const words = sameWords(name);
  const isTitle =
    sameWords(title) === words || (words.split(' ').length > 2 && sameWords(title).startsWith(`${words} `));
  return isTitle ? undefined : name;
}

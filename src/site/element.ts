import { readFileSync } from 'node:fs';

/** A script without its lines of comment: those are for us, and every page that shows the block loads the rest. */
const script = (name: string): string =>
  readFileSync(new URL(`assets/${name}.js`, import.meta.url), 'utf8').replaceAll(
    /^ *(?:\/\/.*|\/\*.*\*\/)\n/gm,
    '',
  );

/** The custom element, as a file of its own, `<script src=".../embed.js">`: what it asks a server for, as a question. */
export const ELEMENT = script('embed') + script('address-by-question');

/** The same for a site that is only files. */
export const elementOfFiles = (): string => script('embed') + script('address-by-path');

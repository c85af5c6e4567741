import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { codeBeside } from '../base/code-beside.ts';
import type { Source } from '../base/source.ts';
import type { Strategy } from '../base/strategies.ts';

/**
 * Writes a source file into a folder (`ID.mjs`) that reads what the source of another file reads, from a demonstration site. A
 * file and no value, since readers in other processes know a source by its file.
 */
export function writeOnLoopback(
  folder: string,
  { id, file, origin }: { readonly id: string; readonly file: string; readonly origin: string },
): void {
  const code = [
    `import source from ${JSON.stringify(pathToFileURL(file).href)};`,
    `import { onLoopback } from ${JSON.stringify(codeBeside('on-loopback', import.meta.url).href)};`,
    `export default onLoopback(source, ${JSON.stringify(origin)});`,
  ];
  writeFileSync(join(folder, `${id}.mjs`), `${code.join('\n')}\n`);
}

/**
 * A source that reads the same paths from another origin, and is otherwise the same.
 * @public The files that are written above import it.
 */
export function onLoopback(source: Source, origin: string): Source {
  const own = new Set([source.hosts.canonical, ...source.hosts.aliases]);
  const moved = (address: string): string => {
    const url = URL.parse(address);
    return url !== null && own.has(url.host) ? origin + url.pathname + url.search : address;
  };
  return {
    ...source,
    home: moved(source.home),
    hosts: { canonical: new URL(origin).host, aliases: [] },
    discover: movedStrategy(source.discover, moved),
    ...(source.witness === undefined ? {} : { witness: movedStrategy(source.witness, moved) }),
  };
}

function movedStrategy(strategy: Strategy, moved: (address: string) => string): Strategy {
  if (strategy.kind === 'wordpress') return { ...strategy, base: moved(strategy.base) };
  return { ...strategy, url: moved(strategy.url) };
}

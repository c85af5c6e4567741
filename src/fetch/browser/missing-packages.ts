import { createRequire } from 'node:module';
import project from '../../../package.json' with { type: 'json' };

const BROWSER_PACKAGES = ['@crawlee/playwright', 'playwright-core'] as const;

/** What a browser needs and `npm ci --omit=optional` left out, as `name@version`, ready to be installed. */
export function missingPackages(
  find: (name: string) => unknown = createRequire(import.meta.url).resolve,
): string[] {
  return BROWSER_PACKAGES.filter((name) => !isFound(name, find)).map(
    (name) => `${name}@${project.optionalDependencies[name]}`,
  );
}

function isFound(name: string, find: (name: string) => unknown): boolean {
  try {
    find(name);
    return true;
  } catch {
    return false;
  }
}

import { createRequire } from 'node:module';
import { dirname } from 'node:path';

/** The folder that holds govuk-frontend: the project's own, or that of whoever installed the package. */
export function modulesFolder(): string {
  return dirname(dirname(createRequire(import.meta.url).resolve('govuk-frontend/package.json')));
}

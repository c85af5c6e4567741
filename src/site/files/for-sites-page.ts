import type { PublishDeps } from '../deps.ts';
import { fragmentFor } from '../embed-routes.ts';
import { Showcased } from '../inputs.ts';

/** The page for whoever embeds cards, as HTML; `isFiles` where only files are served, which know blocks by their paths alone. */
export function forSitesPage(deps: PublishDeps, isFiles: boolean): string {
  return deps.views('catalogue/for-sites.njk', {
    title: 'For other sites',
    section: 'sites',
    publicUrl: deps.publicUrl,
    example: fragmentFor(deps, Showcased.parse({ council: 'NBL' })),
    isFiles,
  });
}

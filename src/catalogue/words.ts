import { loadTaxonomy } from '../classify/load-taxonomy.ts';

/** A slug and what people call it. */
export type Word = { readonly slug: string; readonly label: string };

/** Topics, practices, stages and evidence levels in the order in which a form offers them. */
export function wordLists(): {
  readonly topics: readonly Word[];
  readonly practices: readonly Word[];
  readonly stages: readonly Word[];
  readonly evidence: readonly Word[];
} {
  const { topics, practices, stages, evidence } = loadTaxonomy();
  return {
    topics,
    practices,
    stages: [{ slug: 'unknown', label: 'Not said' }, ...stages],
    evidence: [{ slug: 'claimed', label: 'Claimed by the publisher' }, ...evidence],
  };
}

export function topicTitle(slug: string): string {
  return labelOf('topics', slug);
}

export function practiceTitle(slug: string): string {
  return labelOf('practices', slug);
}

export function stageTitle(slug: string): string {
  return labelOf('stages', slug);
}

export function evidenceTitle(slug: string): string {
  return labelOf('evidence', slug);
}

// An entry outlives the list that its words were chosen from: a slug that is no longer there is read as words.
function labelOf(list: keyof ReturnType<typeof wordLists>, slug: string): string {
  const known = wordLists()[list].find((word) => word.slug === slug);
  if (known !== undefined) return known.label;
  const words = slug.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

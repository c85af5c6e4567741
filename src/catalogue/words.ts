/** The title of a slug that no list names: `early-market-engagement` reads "Early market engagement". */
function fromSlug(slug: string): string {
  const words = slug.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export function topicTitle(slug: string): string {
  return fromSlug(slug);
}

export function practiceTitle(slug: string): string {
  return fromSlug(slug);
}

export function stageTitle(slug: string): string {
  return fromSlug(slug);
}

export function evidenceTitle(slug: string): string {
  return fromSlug(slug);
}

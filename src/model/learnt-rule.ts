/** A rule that a source's adapter lacks, as it would be written there, and why. */
export type LearntRule = { readonly rule: string; readonly why: string };

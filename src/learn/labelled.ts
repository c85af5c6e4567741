import * as z from 'zod';
import { issuesOf } from '../base/errors.ts';
import type { PostText } from '../classify/classify.ts';
import { type ReadText, readText } from '../classify/lines/marks.ts';

/** Labels of a posts file; only the first is wanted. */
const LABELS = ['case-study', 'procurement-other', 'council-other', 'other'] as const;

const LabelledRow = z.object({
  id: z.union([z.string(), z.number()]).transform(String),
  source: z.string(),
  url: z.string().default(''),
  title: z.string(),
  text: z.string().optional(),
  summary: z.string().optional(),
  html: z.string().optional(),
  label: z.enum(LABELS, { error: `must be one of ${LABELS.join(', ')}` }),
  note: z.string().default(''),
});
export type LabelledRow = z.output<typeof LabelledRow>;

export type Label = (typeof LABELS)[number];

/** A post that a person labelled, with what the learnt lines read of it. */
export type LabelledPost = PostText & {
  readonly id: string;
  readonly source: string;
  readonly label: Label;
  readonly wanted: boolean;
  /** In words, title and text. */
  readonly words: number;
  /** The labeller was not sure: left out of learning and of strict figures. */
  readonly borderline: boolean;
  readonly read: ReadText;
};

export type LabelledReading =
  | { readonly kind: 'row'; readonly row: LabelledRow }
  | { readonly kind: 'bad'; readonly why: string };

/** Reads a line of a labelled file: {id, source, title, label, url?, note?} with its text in `text`, `summary` or `html`. */
export function readLabelledRow(value: unknown): LabelledReading {
  const parsed = LabelledRow.safeParse(value);
  if (parsed.success) return { kind: 'row', row: parsed.data };
  return {
    kind: 'bad',
    why: `is no labelled post (${issuesOf(parsed.error)})`,
  };
}

export function toLabelledPost(row: LabelledRow, blocks: PostText['blocks']): LabelledPost {
  const { id, source, url, title, label, note } = row;
  return {
    ...{ id, source, label, url, title, blocks },
    words: [title, ...blocks.map(({ text }) => text)].join(' ').split(/\s+/).length,
    wanted: label === 'case-study',
    borderline: note.includes('[borderline]'),
    read: readText({ title, blocks }),
  };
}

import * as z from 'zod';

/** The number of a row, as addresses and forms carry it. */
export const id = z
  .string()
  .regex(/^[1-9]\d{0,14}$/, 'must be a whole number')
  .transform(Number);

/** A page of a list, from 1; whatever is no number counts as the first, and beyond the last as the last. */
export function pageUpTo(most: number) {
  return z.coerce
    .number()
    .catch(1)
    .transform((page) => Math.min(Math.max(Math.trunc(page) || 1, 1), most));
}

/** A text to the letter, such as a password; '' where it is missing. */
export const verbatim = z.string().default('');

/** A text as people mean it, trimmed and with its lines ended alike; '' where it is missing. */
export const text = verbatim.transform((given) => given.replaceAll('\r\n', '\n').trim());

/** As `text`, cut to a length. */
export function textUpTo(most: number) {
  return text.transform((given) => given.slice(0, most));
}

/** As `id`; undefined where it is missing or is none. */
export const maybeId = id.optional().catch(undefined);

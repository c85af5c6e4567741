/** How long and how large one exchange may be; milliseconds and bytes. */
export type Limits = {
  /** From asking to the last header. */
  readonly headersMs: number;
  /** For the whole fetch, redirects included, waiting for a slot not. */
  readonly totalMs: number;
  /** Of a body, on the wire and again when unpacked. */
  readonly maxBytes: number;
};

/** What a fetch may cost unless told otherwise. */
export const LIMITS: Limits = { headersMs: 15_000, totalMs: 30_000, maxBytes: 5 * 1024 * 1024 };

/** Something that was looked at in the house: well, or what is wrong with it and what to do about it. */
export type Condition = { readonly what: string; readonly ok: boolean; readonly say: string };

export function well(what: string, say: string): Condition {
  return { what, ok: true, say };
}

export function amiss(what: string, say: string): Condition {
  return { what, ok: false, say };
}

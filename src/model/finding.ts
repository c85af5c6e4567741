/** Something that was looked at in the house: well, or what is wrong with it and what to do about it. */
export type Finding = { readonly what: string; readonly ok: boolean; readonly say: string };

export function well(what: string, say: string): Finding {
  return { what, ok: true, say };
}

export function amiss(what: string, say: string): Finding {
  return { what, ok: false, say };
}

/** What `make` makes, made when it is first asked for. */
export function onceAsked<Made>(make: () => Made): () => Made {
  let made: { readonly it: Made } | undefined;
  return () => (made ??= { it: make() }).it;
}

/** As many names as a site's pages have, many times over. */
const MOST_NAMES = 4096;
const LONGEST_NAME = 160;

/**
 * A function that makes what it is asked for once for each text, as long as texts are short and not too many. Texts must have been put together:
 * one that was cut out of a page would keep the whole of it.
 */
export function onceForEach<Made>(make: (text: string) => Made): (text: string) => Made {
  const all = new Map<string, Made>();
  return (text) => {
    const known = all.get(text);
    if (known !== undefined) return known;
    const made = make(text);
    if (all.size >= MOST_NAMES) all.clear();
    if (text.length <= LONGEST_NAME) all.set(text, made);
    return made;
  };
}

/** A function that makes what it is asked for once for each thing, known by itself and not by what it holds, and forgets it with that. */
export function onceEach<Of extends object, Made>(make: (of: Of) => Made): (of: Of) => Made {
  const all = new WeakMap<Of, Made>();
  return (of) => {
    const known = all.get(of);
    if (known !== undefined) return known;
    const made = make(of);
    all.set(of, made);
    return made;
  };
}

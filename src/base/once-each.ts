/** A function that makes what it is asked for once for each thing, known by itself and not by what it holds. */
export function onceEach<Of, Made>(make: (of: Of) => Made): (of: Of) => Made {
  const all = new Map<Of, Made>();
  return (of) => {
    const known = all.get(of);
    if (known !== undefined) return known;
    const made = make(of);
    all.set(of, made);
    return made;
  };
}

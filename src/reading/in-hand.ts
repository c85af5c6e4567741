/** Who is told what is in hand; nobody, unless somebody watches this process. */
let told: ((what: string) => void) | undefined;

/** From now on `listener` is told, before its reading begins, of everything that strangers sent and that is read in this process. */
export function onceInHand(listener: (what: string) => void): void {
  told = listener;
}

/** Says that something is about to be read that a stranger sent: whoever ends this process over it can say what it was. */
export function takeInHand(what: string): void {
  told?.(what);
}

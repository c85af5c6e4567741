import type { KeptKeys } from '../model/keys.ts';
import { REASONS } from '../model/decision.ts';

/** Everything a key does on the desk, in the order of the help page. `key` is the one it has unless a person changed it. */
export const KEYS = [
  { action: 'accept', key: 'a', label: 'Accept' },
  ...REASONS.map(({ key, slug, label }) => ({ action: `reject-${slug}`, key, label: `Reject: ${label}` })),
  { action: 'second', key: 'm', label: 'Ask for a second opinion' },
  { action: 'snooze', key: 's', label: 'Snooze' },
  { action: 'duplicate', key: 'd', label: 'Mark as a duplicate' },
  { action: 'answer-body', key: 'w', label: 'Go to who bought' },
  { action: 'answer-act', key: 'h', label: 'Go to what was bought, and how' },
  { action: 'answer-outcome', key: 'r', label: 'Go to what came of it' },
  { action: 'publish', key: 'p', label: 'Publish, or prepare for an editor, what I just accepted' },
  { action: 'select', key: 'x', label: 'In the list: tick a post and go on to the next' },
  { action: 'lay', key: 'l', label: 'Lay what was looked up on the desk' },
  { action: 'undo', key: 'u', label: 'Undo the last thing I did' },
  { action: 'next', key: 'j', label: 'Next post' },
  { action: 'previous', key: 'k', label: 'Previous post' },
  { action: 'open', key: 'o', label: 'Open the original' },
  { action: 'edit', key: 'e', label: 'Correct what was proposed' },
  { action: 'note', key: 'n', label: 'Write a note' },
  { action: 'search', key: '/', label: 'Search' },
  { action: 'help', key: '?', label: 'Help with keys' },
] as const;

/** A person's keys by action; empty when they switched keys off. */
export type KeyMap = Readonly<Record<string, string>>;

/** Reads a person's keys from what is kept of them: `{"on": false}` or `{"map": {"accept": "y"}}`. */
export function keysOf(kept: KeptKeys): KeyMap {
  if (kept.on === false) return {};
  const changed = new Map(Object.entries(kept.map ?? {}));
  return Object.fromEntries(
    KEYS.map(({ action, key }) => {
      const own = changed.get(action);
      return [action, own !== undefined && isKey(own) ? own : key];
    }),
  );
}

/** Whether a text is one printable character that a key can type. */
export function isKey(text: string): boolean {
  return /^[^\s\p{C}]$/u.test(text);
}

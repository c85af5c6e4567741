import { createHash, randomBytes } from 'node:crypto';
import { HOUR } from '../base/durations.ts';
import { foldSpace } from '../base/text.ts';
import { resolveUrl, urlKey } from '../base/url.ts';
import { casePath } from '../catalogue/entry.ts';
import { candidateFacts, entryById, entryIdByKey, entryOfCandidate } from '../store/entries.ts';
import type { Store } from '../store/open.ts';
import { candidateStateByKey, addSuggestion, type Suggestion } from '../store/suggestions.ts';
import type { PublishDeps } from './deps.ts';

/** What a reader sends. */
export type ReaderMessage = {
  readonly kind: 'suggestion' | 'report';
  readonly url: string;
  readonly note: string;
  readonly entryId: number | null;
  readonly sender: string;
};

export type Taken =
  /** `secret` makes the private link by which its sender learns what became of it. */
  | { readonly kind: 'queued'; readonly secret: string }
  | { readonly kind: 'invalid'; readonly field: 'url' | 'note'; readonly say: string }
  | { readonly kind: 'known'; readonly path: string; readonly say: string }
  | { readonly kind: 'limited' };

const FATES: Readonly<Record<string, string>> = {
  queued: 'It is waiting for a person to look at it.',
  checking: 'We are reading the page.',
  desk: 'It is on the reviewers’ desk.',
  accepted: 'The reviewers accepted it; it will be published soon.',
  rejected:
    'The reviewers read it and decided not to list it. What gets in is explained under “What gets in”.',
  duplicate: 'It tells the same story as one we have.',
  declined: 'We did not take it up.',
  settled: 'Somebody has looked into it. Thank you.',
};

/** Queues what a reader sent. Nothing is fetched here: an address is only ever a row until a person has looked at it. */
export function takeMessage(deps: PublishDeps, message: ReaderMessage): Taken {
  const { store, now } = deps;
  const note = foldSpace(message.note).slice(0, 1000);
  const url = message.kind === 'suggestion' ? resolveUrl(message.url.slice(0, 2000), undefined) : null;
  if (url === undefined)
    return { kind: 'invalid', field: 'url', say: 'Give a whole address, beginning with https://' };
  if (url === null && note === '') return { kind: 'invalid', field: 'note', say: 'Say what is wrong.' };
  const key = url === null ? null : keyOf(deps, url);
  const known = key === null ? undefined : knownAs(store, key);
  if (known !== undefined) return { kind: 'known', ...known };
  const secret = randomBytes(18).toString('base64url');
  const at = now();
  const queued = addSuggestion(
    store,
    {
      kind: message.kind,
      url,
      urlKey: key,
      entryId: message.entryId !== null && entryById(store, message.entryId) ? message.entryId : null,
      note,
      secret: hashSecret(secret),
      sender: message.sender,
      at,
    },
    {
      hour: { since: at - HOUR, perSender: 5, total: 100 },
      day: { since: at - 24 * HOUR, perSender: 20, total: 200 },
    },
  );
  if (queued === 'limited') return { kind: 'limited' };
  if (queued === 'known')
    return { kind: 'known', path: '', say: 'Somebody has already suggested it. Thank you all the same.' };
  return { kind: 'queued', secret };
}

export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** One key for all spellings of an address, by the rules of the source it belongs to, if any. */
function keyOf({ sources }: PublishDeps, url: string): string {
  const { host } = new URL(url);
  const bare = host.replace(/^www\./, '');
  const source = sources.find(({ hosts }) =>
    [hosts.canonical, ...hosts.aliases].some((name) => name.replace(/^www\./, '') === bare),
  );
  return urlKey(url, source ?? { hosts: { canonical: host, aliases: [] }, urlRules: [], dropParams: [] });
}

function knownAs(store: Store, key: string): { readonly path: string; readonly say: string } | undefined {
  const id = entryIdByKey(store, key);
  const entry = id === undefined ? undefined : entryById(store, id);
  if (entry !== undefined && entry.withdrawn === null)
    return { path: casePath(entry), say: 'It is already in the catalogue.' };
  if (candidateStateByKey(store, [key]) === undefined) return undefined;
  return {
    path: '',
    say: 'We have already found it, and a person looks or has looked at it. Thank you all the same.',
  };
}

/** What became of a message, in words for whoever sent it. */
export function fateOf(store: Store, message: Suggestion): { readonly say: string; readonly path: string } {
  const entry = message.candidateId === null ? undefined : entryOfCandidate(store, message.candidateId);
  if (entry !== undefined && entry.withdrawn === null)
    return { say: 'It is in the catalogue. Thank you!', path: casePath(entry) };
  return { say: [FATES[fateKey(store, message)] ?? '', message.outcome].filter(Boolean).join(' '), path: '' };
}

function fateKey(store: Store, message: Suggestion): string {
  if (message.candidateId === null) return message.state;
  const state = candidateFacts(store, message.candidateId)?.state ?? 'new';
  return ['accepted', 'rejected', 'duplicate'].includes(state) ? state : 'desk';
}

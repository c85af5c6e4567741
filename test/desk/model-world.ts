import type { ChildProcess } from 'node:child_process';
import type { Store } from '../../src/store/open.ts';

/** What a server was made to promise: a decision it answered for must be in the store for ever. */
type Promised = { readonly nonce: string; readonly kind: string; readonly candidateId: number };

export type Server = { readonly child: ChildProcess; readonly origin: string; readonly port: number };
export type World = {
  readonly random: () => number;
  readonly store: Store;
  /** What links in letters are signed with. */
  readonly secret: string;
  readonly candidates: number[];
  server: Server;
  up: Promise<void>;
  readonly promised: Promised[];
  /** Decisions on several posts: the nonce that all of theirs begin with, and how many were answered for. */
  readonly batches: { readonly nonce: string; readonly n: number }[];
  conflicts: number;
  unanswered: number;
};
export type Person = { readonly name: string; cookie: string; old: Form | undefined };
export type Form = { readonly id: number; readonly fields: Record<string, string> };

/** Sends a form as a person; redirects are not followed. */
export function post(
  world: World,
  person: Person,
  path: string,
  fields: Record<string, string> | URLSearchParams,
): Promise<Response> {
  return fetch(world.server.origin + path, {
    method: 'POST',
    redirect: 'manual',
    signal: AbortSignal.timeout(60_000),
    headers: { cookie: person.cookie, origin: world.server.origin },
    body: new URLSearchParams(fields),
  });
}

/** A page as a person gets it. */
export async function pageOf(
  world: World,
  person: Person,
  path: string,
): Promise<{ readonly url: string; readonly body: string }> {
  const answer = await fetch(world.server.origin + path, {
    headers: { cookie: person.cookie },
    signal: AbortSignal.timeout(60_000),
  });
  return { url: answer.url, body: await answer.text() };
}

/** One of the posts. */
export function anyCandidate({ candidates, random }: World): number {
  return candidates[Math.floor(random() * candidates.length)] ?? 0;
}

/** The hidden fields of the form behind a word of a page. */
export function hiddenFields(body: string, behind = 'desk-decide'): Record<string, string> {
  const start = body.indexOf(behind);
  const form = body.slice(start, body.indexOf('</form>', start));
  return Object.fromEntries(
    [...form.matchAll(/type="hidden" name="(\w+)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [
      name,
      value,
    ]),
  );
}

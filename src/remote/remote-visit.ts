import type { MannersEntry, RobotsCopy } from '../fetch/manners.ts';
import type { Visit, Visited } from '../rounds/visits.ts';

/** A visit as a worker gets it. */
export type RemoteVisit = Visit & {
  /** The hosts whose only slot the hub holds for this visit: no other may be asked. */
  readonly hosts: readonly string[];
  /** What the hub knows of robots.txt, by origin, so that a worker need not ask again. */
  readonly robots: Readonly<Record<string, RobotsCopy>>;
};

/** What a visit did to the sites that it asked: the hub writes it down, since a worker has no store. */
export type Traces = {
  readonly ledger: readonly MannersEntry[];
  readonly robots: Readonly<Record<string, RobotsCopy>>;
  /** How long each host asked to be left alone after this visit (ms), besides the hub's own pause. */
  readonly rests: Readonly<Record<string, number>>;
};

/** What a worker answers: what came of the visit, or that it leads on to a host whose slot it was not given. */
export type RemoteResult = Traces &
  (({ readonly kind: 'done' } & Visited) | { readonly kind: 'leadsOn'; readonly host: string });

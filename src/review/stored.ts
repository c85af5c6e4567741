import type { Verdict } from '../classify/verdict.ts';
import type { Block } from '../extract/post.ts';
import type { Facts } from './decision.ts';

const NOTHING: Verdict = {
  score: 0,
  band: 'below',
  hits: [],
  caps: [],
  councils: [],
  topics: [],
  practices: [],
  stage: '',
  evidence: '',
  because: {},
};

/** The verdict behind its JSON. Written by us, so its shape is taken as given; a field that a later version added has a default. */
export function readVerdict(json: string | undefined): Verdict {
  if (json === undefined) return NOTHING;
  const parsed: Partial<Verdict> = JSON.parse(json);
  return { ...NOTHING, ...parsed };
}

/** The blocks behind their JSON, as `propose` stored them. */
export function readBlocks(json: string): Block[] {
  const blocks: Block[] = JSON.parse(json);
  return blocks;
}

/** What is proposed of a candidate: an edit's facts, or else its verdict's. */
export function proposedFacts(edited: string | null, verdict: Verdict): Facts {
  if (edited !== null) {
    const facts: Facts = JSON.parse(edited);
    return facts;
  }
  const { councils, topics, practices, stage, evidence } = verdict;
  return { councils: councils.map(({ code, name }) => ({ code, name })), topics, practices, stage, evidence };
}

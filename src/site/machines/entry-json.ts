import type * as z from 'zod';
import { councilByCode, currentOf } from '../../classify/councils/councils.ts';
import { casePath, councilName, type Entry } from '../../catalogue/entry.ts';
import type { CaseSchema } from './api-schema.ts';
import { practiceTitle, topicTitle } from '../../catalogue/words.ts';

/** An entry as machines read it: the API, the JSON of every list and the embed's data. Times are ISO 8601 in UTC. */
export type EntryJson = z.output<typeof CaseSchema>;

export function entryJson(entry: Entry, publicUrl: string): EntryJson {
  return {
    id: entry.id,
    url: `${publicUrl}${casePath(entry)}`,
    title: entry.title,
    blurb: entry.blurb,
    source: { id: entry.sourceId, publisher: entry.publisher, url: entry.url },
    councils: entry.councils.map((named) => ({
      code: named.code,
      gss: councilByCode(named.code)?.gss ?? '',
      name: councilName(named),
      as: named.as,
      current: currentOf(named.code).map(({ code }) => code),
    })),
    topics: entry.topics.map((slug) => ({ slug, title: topicTitle(slug) })),
    practices: entry.practices.map((slug) => ({ slug, title: practiceTitle(slug) })),
    stage: entry.stage,
    evidence: entry.evidence,
    facts: entry.facts,
    published: entry.published,
    vouched: entry.vouched,
    accepted: new Date(entry.acceptedAt).toISOString(),
    listed: new Date(entry.listedAt).toISOString(),
    updated: new Date(entry.updatedAt).toISOString(),
    why: [...entry.why],
    link: {
      state: entry.link.state,
      checked: isoOrNull(entry.link.checkedAt),
      movedTo: entry.link.movedTo,
      archive:
        entry.link.archiveUrl === null
          ? null
          : { url: entry.link.archiveUrl, at: isoOrNull(entry.link.archiveAt) },
    },
  };
}

function isoOrNull(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}

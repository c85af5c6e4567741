import { askThread } from '../../base/ask-thread.ts';
import { codeBeside } from '../../base/code-beside.ts';
import { fromSent, type RuleSet, type SentRules } from '../../classify/rules.ts';

/** Reads and compiles a pack in a thread; undefined of a faulty one. @throws Error when the thread ends otherwise. */
export async function readAside(text: string): Promise<RuleSet | undefined> {
  const sent = await askThread<SentRules>(codeBeside('read-thread', import.meta.url), text);
  return sent === undefined ? undefined : fromSent(sent);
}

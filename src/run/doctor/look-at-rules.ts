import { messageOf } from '../../base/errors.ts';
import type { Settings } from '../../base/settings.ts';
import { loadRules, rulesOfText, type RuleSet } from '../../classify/rules.ts';
import { amiss, type Condition, well } from '../../model/condition.ts';
import type { Store } from '../../store/open.ts';
import { packInForce, type PackVersion, packVersion } from '../../store/packs.ts';

/** The rule pack in force, the file that waits behind it, and the learnt lines beside it. Where no store can be opened, the file. */
export function lookAtRules({ rulesFile }: Settings, store?: Store): Condition[] {
  const version = store === undefined ? undefined : packVersion(store, packInForce(store));
  if (version === undefined || version.pack === null) return lookAtFile(rulesFile, true);
  return [...lookAtFile(rulesFile, false).filter(({ ok }) => !ok), lookAtVersion(version)];
}

function lookAtFile(rulesFile: string | undefined, isInForce: boolean): Condition[] {
  try {
    const rules = loadRules(rulesFile);
    return [sound(rules, isInForce ? 'the file' : 'the file that waits'), ...lookAtLines(rules)];
  } catch (error) {
    return [amiss('rules', messageOf(error))];
  }
}

function lookAtVersion({ id, pack, madeBy }: PackVersion): Condition {
  const reading = rulesOfText(pack ?? '');
  if (reading.kind === 'rules') return sound(reading.rules, `version ${id}, saved by ${madeBy}`);
  return amiss(
    'rules',
    `version ${id}, saved by ${madeBy}, cannot be read by this program (${reading.faults[0]?.say ?? 'it is empty'}), so the file goes on; put another back: "lamplighter rules versions" lists them`,
  );
}

function sound({ hash }: RuleSet, which: string): Condition {
  return well('rules', `${which}: ${hash.slice(0, 12)}, sound`);
}

function lookAtLines({ linesFault }: RuleSet): Condition[] {
  return linesFault === null
    ? []
    : [amiss('learnt lines', `${linesFault}; until then the rules go on alone`)];
}

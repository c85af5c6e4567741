import type { Pack } from '../classify/pack/pack.ts';
import { isLearnt } from './train-rules.ts';

/** Puts learnt weights and thresholds into the text of a pack, whose comments, order and lists stay as they are. */
export function writeWeights(text: string, pack: Pack): string {
  const { queue, strong } = pack.thresholds;
  let id = '';
  const lines = text.split('\n').map((line) => {
    id = /^ {2}- id: (\S+)/.exec(line)?.[1] ?? id;
    const rule = pack.rules.find((one) => one.id === id);
    if (rule === undefined || !isLearnt(rule)) return line;
    if (/^ {4}weight: /.test(line)) return `    weight: ${rule.weight}`;
    return /^ {4}title: /.test(line) ? `    title: ${rule.title ?? 0}` : line;
  });
  return lines.join('\n').replace(/^thresholds: .*$/m, `thresholds: { queue: ${queue}, strong: ${strong} }`);
}

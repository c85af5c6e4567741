import type { CaseFacts } from '../model/case-facts.ts';
import { shorten } from '../web/words.ts';
import { sentenceAround } from './answers.ts';

const SCALES: Readonly<Record<string, number>> = {
  k: 1e3,
  thousand: 1e3,
  m: 1e6,
  million: 1e6,
  bn: 1e9,
  billion: 1e9,
};
const MONEY = /£\s?(\d[\d,]*(?:\.\d+)?)\s?(k|m|bn|thousand|million|billion)?\b/gi;

/** What a text says a purchase cost: the first sum that its sentence does not call a saving. A person confirms it. */
export function proposeCost(text: string): CaseFacts['cost'] {
  for (const found of text.slice(0, 60_000).matchAll(MONEY)) {
    const before = text.slice(Math.max(0, found.index - 30), found.index);
    if (/\bsav(?:ed|es|ing|ings)\b|\bcut(?:s|ting)?\b/i.test(before)) continue;
    const amount =
      Number((found[1] ?? '').replaceAll(',', '')) * (SCALES[(found[2] ?? '').toLowerCase()] ?? 1);
    const say = shorten(sentenceAround(text, found.index, found.index + found[0].length), 300);
    return { amount: Math.round(amount * 100) / 100, currency: 'GBP', say };
  }
  return undefined;
}

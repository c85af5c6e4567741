import { dayFirstInList } from '../../base/date-order.ts';
import { readDate } from '../../base/dates.ts';
import { defined } from '../../base/defined.ts';
import type { DateDialect } from '../../base/source.ts';
import type { Card } from '../../model/card.ts';
import type { Page } from '../../model/page.ts';
import { viewOf } from '../view.ts';

/** So many days in a row prove a direction. */
const IN_LINE = 4;

/** Whether the days of a listing run from the oldest to the newest, all of them. */
export function isOldestFirst(cards: readonly Card[]): boolean {
  const days = cards.flatMap(({ published }) =>
    published?.precision === 'day' && published.value !== null ? [published.value] : [],
  );
  const isRising = days.every((day, at) => at === 0 || day >= (days[at - 1] ?? ''));
  return isRising && new Set(days).size >= IN_LINE;
}

/** How a site writes its dates, as far as British usage would read them otherwise; undefined where it would not. */
export function dialectOf(page: Page, cards: readonly Card[]): DateDialect | undefined {
  const texts = cards.flatMap(({ date }) => date ?? []);
  const now = new Date(page.fetchedAt);
  const dayFirst = dayFirstInList(texts, now) === false ? false : undefined;
  const told = viewOf(page).$('html').attr('lang')?.trim() ?? '';
  const needs = texts.some(
    (text) => readDate(text, 'text').value !== readDate(text, 'text', { language: told }).value,
  );
  const isTag = /^[a-z]{2,3}(-[A-Za-z]{2,4})?$/.test(told);
  const language = needs && isTag && !told.startsWith('en') ? told : undefined;
  return dayFirst === undefined && language === undefined ? undefined : defined({ dayFirst, language });
}

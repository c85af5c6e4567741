import { dayFirstInList } from '../../base/dates/date-order.ts';
import { readDate } from '../../base/dates/dates.ts';
import { defined } from '../../base/defined.ts';
import type { DateDialect } from '../../base/source.ts';
import type { Card } from '../../model/card.ts';
import type { Page } from '../../model/page.ts';
import { viewOf } from '../view.ts';

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

import type { SitePost } from './site.ts';

const COUNCILS = ['Leeds City Council', 'Bristol City Council', 'Oldham Council', 'Kent County Council'];
const THINGS = [
  'street lighting',
  'school meals',
  'electric vans',
  'road repairs',
  'retrofit',
  'waste lorries',
];

/**
 * Posts of a site, newest first: of every three, two tell how a council bought something and one is about a fun run. A
 * number always makes the same post: the twelfth is of 20 November 2026, those before it three days apart, those after it a day.
 */
export function manyPosts(count: number): SitePost[] {
  return Array.from({ length: count }, (_, index) => {
    const number = count - index;
    const days = number <= 12 ? 3 * (number - 12) : Math.min(7, number - 12);
    const day = new Date(Date.UTC(2026, 10, 20 + days)).toISOString().slice(0, 10);
    return {
      slug: `story-${number}`,
      id: number,
      day,
      ...(number % 3 === 0 ? funRun(number) : bought(number)),
    };
  });
}

/** A post that scores above the line. Its words are its own: no two numbers tell the same story. */
export function bought(number: number): { readonly title: string; readonly text: string } {
  const council = COUNCILS[number % COUNCILS.length] ?? '';
  const thing = THINGS[number % THINGS.length] ?? '';
  return {
    title: `How ${council} bought ${thing} differently (${number})`,
    text: `${council} awarded a contract for ${thing} after a tender that asked suppliers for outcomes instead of goods.
The procurement team held early market engagement with ${number + 3} suppliers and scored social value at 20 per cent.

The framework agreement saved the council £${number + 1}.4 million, cut carbon emissions by ${number + 10} per cent and created ${number + 5} apprenticeships.
${ownWords(number, 90)}

Lessons learned: involve the contract managers early, publish the specification, and let small firms bid for lots.`,
  };
}

function funRun(number: number): { readonly title: string; readonly text: string } {
  return {
    title: `Fun run number ${number} raises a smile`,
    text: `On Sunday ${number} of our friends ran round the park and ate cake.\n\n${ownWords(number, 120)}`,
  };
}

/** Words that only this number brings, so that two posts share no five in a row. */
export function ownWords(number: number, count: number): string {
  return Array.from({ length: count }, (_, index) => `word${number}x${(index * 7919 + number) % 1009}`).join(
    ' ',
  );
}

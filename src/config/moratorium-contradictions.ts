import { civilDateIn } from '../domain/calendar/time-zone.js';
import { isAboutLines, type Moratorium, type NoticeLaw } from '../domain/notice/moratorium.js';
import type { Product } from '../domain/product/product.js';

/**
 * The moratoriums, now or to come, that are about nothing that is sold: a state or a line is misspelt, and cancellations would go
 * out that the law forbids.
 *
 * @returns a sentence each
 */
export function moratoriumContradictions(
  { moratoriums }: Pick<NoticeLaw, 'moratoriums'>,
  products: readonly Product[],
): readonly string[] {
  return moratoriums.flatMap((moratorium, index) => {
    const { id, jurisdictions, lines } = moratorium;
    if (products.some((product) => isOver(moratorium, product) || isAbout(moratorium, product)))
      return [];
    const what = lines.length === 0 ? 'is sold' : `of ${lines.join(', ')} is sold`;
    return [
      `moratoriums.${index}: ${id} holds nothing back: nothing ${what} in ${jurisdictions.join(', ')}.`,
    ];
  });
}

function isOver({ to }: Moratorium, { timeZone }: Product): boolean {
  return to < civilDateIn(timeZone, new Date());
}

function isAbout(moratorium: Moratorium, { states, notice }: Product): boolean {
  const isSoldThere = states.some((state) => moratorium.jurisdictions.includes(state));
  return isSoldThere && isAboutLines(moratorium, notice.lines);
}

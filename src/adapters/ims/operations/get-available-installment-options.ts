import { z } from 'zod';
import { rowsInDiffgram, type Row } from './rows.js';
import type { Operation } from './operation.js';

const PLAN_COLUMN = /installment.*id$/i;
const INTEGER = /^-?\d{1,9}$/;

/**
 * Ids of the payment plans that are offered for the quote.
 *
 * The columns of the answer differ between installations: the id is looked for in a column that says so, else in any
 * that holds an integer.
 */
export const getAvailableInstallmentOptions: Operation<
  { quoteGuid: string },
  ReadonlySet<number>
> = {
  name: 'GetAvailableInstallmentOptions',
  service: 'QuoteFunctions',
  effect: 'read',
  toRequest: ({ quoteGuid }) => ({ quoteGuid }),
  answer: z.preprocess((answer) => answer ?? { diffgram: null }, rowsInDiffgram).transform(planIds),
};

function planIds(rows: readonly Row[]): ReadonlySet<number> {
  const cells = rows.flatMap((row) => Object.entries(row));
  const named = cells.filter(([column]) => PLAN_COLUMN.test(column));
  return new Set(
    (named.length > 0 ? named : cells)
      .filter(([, value]) => INTEGER.test(value.trim()))
      .map(([, value]) => Number(value)),
  );
}

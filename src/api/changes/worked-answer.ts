import { z } from 'zod';
import { formatCents } from '../../domain/money/cents.js';
import { totalOfRows, type WorkedRow } from '../../domain/premium/worked-row.js';
import { chargeAnswer, chargeSchema } from '../terms/charge-answer.js';

const decimal = () => z.string().meta({ pattern: '^-?\\d+\\.\\d{2}$', example: '-2520.55' });

/** One amount with how it came about. */
const rowSchema = chargeSchema
  .extend({
    because: z
      .strictObject({
        rule: z.string().meta({ description: 'By which rule; docs/amounts.md has them all.' }),
        of: decimal().meta({ description: 'The amount that the factor was taken of.' }),
        factor: z.string().meta({ description: 'Exact, in lowest terms.', example: '181/365' }),
        gives: decimal().meta({ description: 'What the factor gives of the amount.' }),
        roundedTo: z.enum(['cent', 'dollar']),
      })
      .meta({ id: 'Working' }),
  })
  .meta({ id: 'PreviewedCharge' });

/** What a change would book, row by row. */
export const amountsSchema = z
  .strictObject({
    rows: z.array(rowSchema),
    total: decimal().meta({ description: 'Above zero: to be paid; below: to be given back.' }),
    premium: decimal(),
    taxes: decimal(),
    fees: decimal(),
  })
  .meta({ id: 'PreviewedAmounts' });

export function amountsAnswer(rows: readonly WorkedRow[]): z.infer<typeof amountsSchema> {
  const ofKind = (kind: 'premium' | 'tax' | 'fee') =>
    formatCents(totalOfRows(rows.filter(({ charge }) => charge.kind === kind)));
  return {
    rows: rows.map(({ charge, working }) => ({
      ...chargeAnswer(charge),
      because: {
        rule: working.rule,
        of: formatCents(working.ofCents),
        factor: working.factor,
        gives: formatCents(working.givesCents),
        roundedTo: working.roundedTo,
      },
    })),
    total: formatCents(totalOfRows(rows)),
    premium: ofKind('premium'),
    taxes: ofKind('tax'),
    fees: ofKind('fee'),
  };
}

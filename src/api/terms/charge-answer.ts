import { z } from 'zod';
import { formatCents } from '../../domain/money/cents.js';
import { CHARGE_KINDS, REFUNDABLE, type Charge } from '../../domain/money/charges.js';

/** One row that a transaction charged or gave back. */
export const chargeSchema = z
  .strictObject({
    kind: z.enum(CHARGE_KINDS),
    name: z.string(),
    line: z.string().nullable(),
    state: z.string().nullable(),
    amount: z.string().meta({
      pattern: '^-?\\d+\\.\\d{2}$',
      description: 'Below zero for what is given back.',
    }),
    refundable: z.enum(REFUNDABLE).meta({
      description:
        'Whether a cancellation gives it back: always, from the very start of the term, or never.',
    }),
    isTaxable: z.boolean(),
  })
  .meta({ id: 'Charge' });

export function chargeAnswer(charge: Charge): z.infer<typeof chargeSchema> {
  const { kind, name, line, state, refundable, isTaxable } = charge;
  const amount = formatCents(charge.amountCents);
  return { kind, name, line, state, amount, refundable, isTaxable };
}

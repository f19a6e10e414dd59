import { z } from 'zod';
import { parseCents } from '../../domain/money/cents.js';
import type { Charge } from '../../domain/money/charges.js';
import { chargeRow, PLAIN } from '../../domain/premium/charge-row.js';
import type { Product } from '../../domain/product/product.js';
import { text, usState } from '../../requests/text-fields.js';
import { Problem } from '../problem.js';

const MOST_CHARGES = 200;
const named = { line: text(100), charge: text(100), state: usState() };

/** Charges as somebody posts them who wants a policy changed. @param ofAmount which amounts are taken */
export function postedCharges<Amount extends z.ZodType<string>>(ofAmount: Amount) {
  return z
    .array(z.strictObject({ ...named, amount: ofAmount }))
    .min(1)
    .max(MOST_CHARGES);
}

type Posted = z.output<ReturnType<typeof postedCharges>>;

/**
 * The charges as the product has them.
 *
 * @param field where they stand in the body
 * @throws Problem `invalid-request` for a line that the product does not have
 */
export function chargesOf(
  posted: Posted,
  field: string,
  { lines, billing }: Product,
): readonly Charge[] {
  const known = lines.map(({ key }) => key);
  const errors = posted.flatMap(({ line }, at) =>
    known.includes(line)
      ? []
      : [
          {
            field: `${field}.${at}.line`,
            reason: `is no line of the product: ${line}`,
            remedy: `Use one of ${known.join(', ')}.`,
          },
        ],
  );
  if (errors.length > 0) {
    throw new Problem('invalid-request', { detail: 'Some charges are of no line.', errors });
  }
  return posted.map(({ amount: decimal, ...one }) =>
    chargeRow({ ...one, amountCents: parseCents(decimal) ?? 0 }, billing ?? PLAIN),
  );
}

import { parseCents } from '../../domain/money/cents.js';
import type { Charge } from '../../domain/money/charges.js';
import { chargeRow, PLAIN } from '../../domain/premium/charge-row.js';
import type { Product } from '../../domain/product/product.js';
import type { PostedCharges } from '../../requests/mid-term/posted-charges.js';
import { Problem } from '../problem.js';

/**
 * The charges as the product has them.
 *
 * @param field where they stand in the body
 * @throws Problem `invalid-request` for a line that the product does not have
 */
export function chargesOf(
  posted: PostedCharges,
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

import { parseCents } from '../../domain/money/cents.js';
import type { Charge } from '../../domain/money/charges.js';
import { chargeRow, PLAIN } from '../../domain/premium/charge-row.js';
import type { Product } from '../../domain/product/product.js';
import type { FieldError } from '../../requests/field-errors.js';
import type { PostedCharges } from '../../requests/mid-term/posted-charges.js';
import { Problem } from '../problem.js';

/** What a workbook that the policy system rates comes to is one charge; a plan has the fees and taxes that billing knows, too. */
const RATED: readonly string[] = ['premium'];

/**
 * The charges as the product has them. What the policy system could not book is refused here: a change that stopped at its booking
 * would have the turn of its term meanwhile.
 *
 * @param field where they stand in the body
 * @throws Problem `invalid-request` for a line, charge or state that the product does not have, or one given twice
 */
export function chargesOf(
  posted: PostedCharges,
  field: string,
  { lines, billing, rating, states }: Product,
): readonly Charge[] {
  const known = {
    line: lines.map(({ key }) => key),
    charge:
      rating.method === 'passThrough'
        ? rating.charges
        : [...RATED, ...Object.keys(billing?.oneTimeCharges ?? {})],
    state: states,
  };
  const errors = posted.flatMap((one, at) => [
    ...(['line', 'charge', 'state'] as const).flatMap((name) =>
      known[name].includes(one[name])
        ? []
        : [unknown(`${field}.${at}.${name}`, name, one[name], known[name])],
    ),
    ...(posted.slice(0, at).some((earlier) => isSame(earlier, one))
      ? [repeated(`${field}.${at}`)]
      : []),
  ]);
  if (errors.length > 0) {
    throw new Problem('invalid-request', { detail: 'Some charges cannot be booked.', errors });
  }
  return posted.map(({ amount: decimal, ...one }) =>
    chargeRow({ ...one, amountCents: parseCents(decimal) ?? 0 }, billing ?? PLAIN),
  );
}

type Posted = PostedCharges[number];

function isSame(one: Posted, other: Posted): boolean {
  return one.line === other.line && one.charge === other.charge && one.state === other.state;
}

function unknown(field: string, what: string, found: string, known: readonly string[]): FieldError {
  return {
    field,
    code: 'unknown',
    reason: `is no ${what} of the product: ${found}`,
    remedy: `Use one of ${known.join(', ')}.`,
  };
}

function repeated(field: string): FieldError {
  return {
    field,
    code: 'repeated',
    reason: 'repeats the line, charge and state of an earlier entry',
    remedy: 'Add the two amounts up in one entry.',
  };
}

import type { Submission } from '../../domain/new-business/submission.js';
import type { Product } from '../../domain/product/product.js';
import type { FieldError } from '../field-errors.js';
import { partOf } from './readable-parts.js';

/** Zone and currency of a product: its days and its money are read by them, and the policy system and billing carry no other. */
type Place = Pick<Product, 'timeZone' | 'billing'>;

/** What is wrong with the zone and the currency of a request, where it says any. */
export function placeFaults(body: unknown, { timeZone, billing }: Place): readonly FieldError[] {
  const [zone, currency] = [partOf(body, 'timeZone'), partOf(body, 'currency')];
  return [
    ...(zone === undefined || zone === timeZone ? [] : [notSoldAs('timeZone', timeZone)]),
    ...(currency === undefined || billing === null || currency === billing.currency
      ? []
      : [notSoldAs('currency', billing.currency)]),
  ];
}

/** A quote as it is kept: what it does not say of its zone and its currency is copied from its product, and stays. */
export function withPlace(submission: Submission, { timeZone, billing }: Place): Submission {
  return {
    timeZone,
    ...(billing === null ? {} : { currency: billing.currency }),
    ...submission,
  };
}

function notSoldAs(field: string, only: string): FieldError {
  return {
    field,
    code: 'notSold',
    reason: 'is not that in which this product is sold',
    remedy: `Use ${only}, or leave it out.`,
  };
}

import {
  type Cents,
  formatCents,
  LARGEST_CENTS,
  parseCents,
  sumCents,
} from '../../domain/money/cents.js';
import type { Product } from '../../domain/product/product.js';
import type { FieldError } from '../field-errors.js';
import type { ReadableParts } from './submission-rules.js';

/**
 * Whether what the amounts come to can be charged: above zero, and no more than billing's contract carries. Each amount is
 * right by itself.
 */
export function sumFaults(parts: ReadableParts, product: Product): FieldError[] {
  return [...chargedFaults(parts, product), ...upFrontFaults(parts)];
}

/** What the premium comes to that was sent; null where that cannot be said. */
export function premiumTotal(parts: ReadableParts, product: Product): Cents | null {
  // What a workbook comes to, only the policy system knows.
  if (product.rating.method === 'excelRater' || parts.premium === null) return null;
  if (parts.premiumHasFaults) return null;
  return totalOf(parts.premium.map(({ entry }) => entry.amount));
}

function chargedFaults(parts: ReadableParts, product: Product): FieldError[] {
  const premium = premiumTotal(parts, product);
  if (premium === null) return [];
  if (premium === 0) {
    return [
      {
        field: 'premium',
        code: 'outOfRange',
        reason: 'adds up to nothing',
        remedy: 'Give an amount above zero.',
      },
    ];
  }
  if (premium > LARGEST_CENTS) return [tooLarge('premium')];
  const { addedFees } = parts.billing;
  if (addedFees === undefined) return [];
  const field = 'billing.addedFees';
  const charged = premium + totalOf([addedFees]);
  if (charged > LARGEST_CENTS) return [tooLarge(field, 'with the premium ')];
  if (charged > 0) return [];
  return [
    {
      field,
      code: 'outOfRange',
      reason: 'takes all of the premium off',
      remedy: 'Leave something above zero to be charged, or leave the added fees out.',
    },
  ];
}

function upFrontFaults({ billing: { upFrontPayments = [] } }: ReadableParts): FieldError[] {
  const paid = totalOf(upFrontPayments.map(({ amount }) => amount));
  return paid > LARGEST_CENTS ? [tooLarge('billing.upFrontPayments')] : [];
}

function totalOf(amounts: readonly string[]): number {
  return sumCents(amounts.map((amount) => parseCents(amount) ?? 0));
}

function tooLarge(field: string, together = ''): FieldError {
  return {
    field,
    code: 'outOfRange',
    reason: `${together}adds up to more than can be carried`,
    remedy: `Send amounts that come to ${formatCents(LARGEST_CENTS)} at most.`,
  };
}

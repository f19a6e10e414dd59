import type { Charge } from '../../domain/money/charges.js';
import { formatCents, type Cents } from '../../domain/money/cents.js';
import { SystemRejection } from '../../ports/call-errors.js';
import type { BillingTerm, PeriodKey } from '../../ports/billing/booking.js';

/** Eleven digits before the point. */
const BELOW_CENTS = 10 ** 13;
/** Half of a character; it has no encoding. */
const LONE_SURROGATE = /\p{Surrogate}/u;

/** Money as billing takes it. */
export function toMoney(
  amountCents: Cents,
  currency: string,
  { operation, field }: { readonly operation: string; readonly field: string },
): { amount: string; currency: string } {
  if (!Number.isSafeInteger(amountCents) || Math.abs(amountCents) >= BELOW_CENTS) {
    throw unsendable(operation, field, 'not whole cents with at most eleven digits before them');
  }
  return { amount: formatCents(amountCents), currency };
}

export function toCharges(
  operation: string,
  { charges, currency }: { readonly charges: readonly Charge[]; readonly currency: string },
): object[] {
  return charges.map(({ kind, name, line, state, amountCents, refundable, isTaxable }, index) => ({
    kind,
    name,
    line,
    state,
    money: toMoney(amountCents, currency, { operation, field: `charges.${index}.amountCents` }),
    refundable,
    isTaxable,
  }));
}

/** Only what billing knows: it refuses members that its contract does not name. */
export function toTerm({ effectiveDate, expirationDate }: BillingTerm): object {
  return { effectiveDate, expirationDate };
}

/** The address of a term. */
export function termPath(operation: string, { policyNumber, termNumber }: PeriodKey): string {
  const policy = segment(operation, 'policyNumber', policyNumber);
  return `/v1/policies/${policy}/terms/${termNumber}`;
}

/** A value as one segment of a path: whatever is in it, it stays one. */
export function segment(operation: string, field: string, value: string): string {
  // Whatever stands between here and billing may resolve these, however they are encoded.
  if (value === '' || value === '.' || value === '..' || LONE_SURROGATE.test(value)) {
    throw unsendable(operation, field, 'it cannot be part of an address');
  }
  return encodeURIComponent(value);
}

function unsendable(operation: string, field: string, problem: string): SystemRejection {
  return new SystemRejection(
    { system: 'billing', operation },
    {
      code: 'invalidRequest',
      reason: `${field} was not sent: ${problem}`,
      field,
      remedy: `Correct ${field}.`,
    },
  );
}

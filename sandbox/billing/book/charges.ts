import { Refusal } from '../http/refusal.js';
import type { ChargeRequest } from '../http/schemas.js';
import type { Day } from './dates.js';
import { total, type Cents } from './money.js';
import type { ChargeRow } from './records.js';
import type { Amounts } from './slicing.js';

/** @throws Refusal when a charge is in another currency than all must be */
export function checkCurrency(charges: readonly ChargeRequest[], currency: string): void {
  for (const [index, charge] of charges.entries()) {
    if (charge.money.currency !== currency)
      throw currencyMismatch(charge.money.currency, currency, `charges.${index}.money.currency`);
  }
}

export function currencyMismatch(found: string, needed: string, field: string): Refusal {
  return new Refusal(422, 'currencyMismatch', `${found} found where only ${needed} is allowed.`, {
    field,
    remedy: `Charge in ${needed}.`,
  });
}

export function chargeRows(
  charges: readonly ChargeRequest[],
  booking: { transactionId: string; operation: string; effectiveDate: Day },
): ChargeRow[] {
  const { transactionId, operation, effectiveDate } = booking;
  return charges.map(({ money, ...row }) => ({
    transactionId,
    operation,
    effectiveDate,
    ...row,
    amount: money.amount,
  }));
}

/** Premium apart from taxes and fees. */
export function amountsOf(charges: readonly ChargeRequest[]): Amounts {
  const of = (isMeant: (charge: ChargeRequest) => boolean): Cents =>
    total(charges.filter(isMeant).map(({ money }) => money.amount));
  return {
    premium: of(({ kind }) => kind === 'premium'),
    oneTime: of(({ kind }) => kind !== 'premium'),
  };
}

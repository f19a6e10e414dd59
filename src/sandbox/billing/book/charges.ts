import { Refusal } from '../http/refusal.js';
import type { ChargeRequest } from '../http/schemas.js';
import type { Day } from './dates.js';
import { amountText, total, type Cents } from './money.js';
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

/** A cancellation charges nothing, a reinstatement returns nothing. @throws Refusal for any other charge */
export function checkSign(charges: readonly ChargeRequest[], sign: 1 | -1): void {
  const wrong = charges.findIndex(({ money }) => money.amount * sign < 0);
  const amount = charges[wrong]?.money.amount;
  if (amount === undefined) return;
  const allowed = sign === 1 ? 'not below 0.00' : 'not above 0.00';
  throw new Refusal(
    422,
    'amountNotAllowed',
    `A charge of ${amountText(amount)} was found where only amounts ${allowed} are allowed.`,
    { field: `charges.${wrong}.money.amount`, remedy: 'Book it as a policy change.' },
  );
}

export function chargeRows(
  charges: readonly ChargeRequest[],
  booking: { transactionId: string; operation: string; effectiveDate: Day },
): ChargeRow[] {
  const { transactionId, operation, effectiveDate } = booking;
  return charges.map(({ kind, name, money }) => ({
    transactionId,
    operation,
    effectiveDate,
    kind,
    name,
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

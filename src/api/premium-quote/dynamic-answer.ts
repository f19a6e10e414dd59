import type { Cents } from '../../domain/money/cents.js';
import type { Charge } from '../../domain/money/charges.js';
import type { CalculationResult, QuotedLine } from '../../domain/premium-quote/premium-quote.js';
import type { CheckedQuote } from '../../requests/premium-quote/check-premium-quote.js';
import { DYNAMIC_FIELDS, type DynamicField } from '../../requests/premium-quote/dynamic-fields.js';
import type { ResultAnswer } from './answer-schema.js';
import { moneyIn } from './money-answer.js';

/** What of taxes a result has. */
interface TaxesOfResult {
  readonly taxes: readonly Charge[];
  readonly withTaxesCents: Cents;
}

/** The dynamic fields of a result, those that were asked for. */
export function dynamicAnswer(
  { plan, state, cycle, fields }: CheckedQuote,
  { period, lines }: CalculationResult,
  { taxes, withTaxesCents }: TaxesOfResult,
): Pick<ResultAnswer, DynamicField> {
  const money = moneyIn(plan.currency);
  // Most are asked for by nobody.
  const all: { readonly [Name in DynamicField]: () => Required<ResultAnswer>[Name] } = {
    billingCycle: () => (cycle === 'forward' ? 'F' : 'I'),
    explanation: () => lines.map(explained),
    payDate: () => period.payDate,
    ratePlan: () => plan.key,
    state: () => state,
    taxes: () =>
      taxes.map(({ kind, name, amountCents }) => ({
        kind: kind === 'tax' ? 'tax' : 'fee',
        name,
        amount: money(amountCents),
      })),
    totalWithTaxes: () => money(withTaxesCents),
  };
  const asked = DYNAMIC_FIELDS.filter((name) => fields.includes(name));
  return Object.fromEntries(asked.map((name) => [name, all[name]()]));
}

function explained({ sequence, references, rated: { name, working } }: QuotedLine) {
  const { by, of, value, lookedUp, exact, roundedTo } = working;
  return {
    ...{ sequence, name, by, of, value, exact, roundedTo },
    lines: [...references],
    lookedUpBy: lookedUp?.field ?? null,
  };
}

import { isRefusal } from '../../domain/machine/refusals.js';
import { sumCents } from '../../domain/money/cents.js';
import type { Charge } from '../../domain/money/charges.js';
import {
  calculationResults,
  totalsOf,
  type CalculationResult,
} from '../../domain/premium-quote/premium-quote.js';
import type { TaxRow } from '../../domain/premium/taxes.js';
import { chargesOf, taxesFor } from '../../domain/rating/rated-charges.js';
import type { CheckedQuote } from '../../requests/premium-quote/check-premium-quote.js';
import type { PremiumQuoteAnswer, ResultAnswer } from './answer-schema.js';
import { dynamicAnswer } from './dynamic-answer.js';
import { lineAnswer } from './line-answer.js';
import { moneyIn } from './money-answer.js';

/** Computes a premium quote and answers it. Nothing is kept of it. */
export function quoteAnswer(quote: CheckedQuote, taxRows: readonly TaxRow[]): PremiumQuoteAnswer {
  const { plan, periods, enrolments } = quote;
  const results = calculationResults(periods, plan.termMonths, enrolments);
  const taxes = taxesOf(quote, results, taxRows);
  const money = moneyIn(plan.currency);
  const totals = totalsOf(results.flatMap(({ lines }) => lines));
  return {
    calculationResultSetTotalBasePremium: money(totals.premium),
    calculationResultSetTotalAdjustment: money(totals.adjustment),
    calculationResultSetTotalSurcharge: money(totals.surcharge),
    calculationResultSetTotalResult: money(totals.result),
    calculationResultList: results.map((result, index) =>
      resultAnswer(quote, result, index === 0 ? taxes : []),
    ),
  };
}

/** Of everything that is quoted together, each rate of the sum, as they would be charged with the first invoice. */
function taxesOf(
  { plan, product, state, inception }: CheckedQuote,
  results: readonly CalculationResult[],
  taxRows: readonly TaxRow[],
): readonly Charge[] {
  const lines = results.flatMap((result) =>
    result.lines.map(({ rated, amountCents }) => ({ ...rated, amountCents })),
  );
  const taxes = taxesFor(chargesOf(lines, state, product), state, inception, { product, taxRows });
  if (isRefusal(taxes)) throw new Error(`${plan.key} was rated without taxes: ${taxes.text}`);
  return taxes;
}

function resultAnswer(
  quote: CheckedQuote,
  result: CalculationResult,
  taxes: readonly Charge[],
): ResultAnswer {
  const { plan, contract, groupAccount } = quote;
  const { period, lines, totals } = result;
  const money = moneyIn(plan.currency);
  const group = plan.groupAccounts.find(({ code }) => code === groupAccount);
  return {
    calculationPeriod: {
      startDate: period.startDate,
      endDate: period.endDate,
      displayName: `${period.startDate} to ${period.endDate}`,
    },
    calculationDate: period.calculationDate,
    referenceDate: contract?.startDate ?? period.startDate,
    policyContractStartDate: contract?.startDate ?? null,
    groupAccount: group ? { code: group.code, displayName: group.name } : null,
    totalBasePremium: money(totals.premium),
    totalAdjustment: money(totals.adjustment),
    totalSurcharge: money(totals.surcharge),
    totalResult: money(totals.result),
    calculationResultLineList: lines.map((line) => lineAnswer(quote, line)),
    ...dynamicAnswer(quote, result, {
      taxes,
      withTaxesCents: totals.result + sumCents(taxes.map(({ amountCents }) => amountCents)),
    }),
  };
}

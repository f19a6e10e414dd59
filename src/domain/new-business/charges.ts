import { ADDED_FEES, type Charge } from '../money/charges.js';
import {
  addedFeeRow,
  chargeRow,
  PLAIN,
  type AskedCharge,
  type ChargeRules,
} from '../premium/charge-row.js';
import { sumCents, type Cents } from '../money/cents.js';
import type { Submission } from './submission.js';

/** The premium, and apart from it the fees that the policy system added. */
export interface Price {
  readonly premiumCents: Cents;
  readonly feeCents: Cents;
}

type Rated = Pick<Submission, 'workbook' | 'premium' | 'state'>;

/**
 * What a new term is charged, row by row: the premium as it was asked for, or in one row where the policy system rated a
 * workbook; then the fees that it added. Rows of nothing are left out.
 */
export function chargesOf(submission: Rated, price: Price, rules: ChargeRules): readonly Charge[] {
  const { workbook, premium, state } = submission;
  return rows(workbook ? inOneRow(price, state) : premium, price.feeCents, rules);
}

/**
 * What a term is charged that no billing system bills, as the policy system holds it. Where that is another premium than the
 * submission says, as after a correction that nobody remembers, it is one row. Fees that the bind added stand in the
 * invoices alone.
 *
 * @param price null where nobody knows it; the invoices then say what a workbook came to
 * @param invoicedCents all invoices together; null where they cannot be read
 */
export function unbilledCharges(
  submission: Rated,
  price: Price | null,
  invoicedCents: Cents | null,
): readonly Charge[] {
  const { workbook, premium, state } = submission;
  const askedCents = workbook ? null : sumCents(premium.map(({ amountCents }) => amountCents));
  const premiumCents = price?.premiumCents ?? askedCents ?? invoicedCents ?? 0;
  const feeCents = Math.max(price?.feeCents ?? 0, (invoicedCents ?? 0) - premiumCents);
  const asked = premiumCents === askedCents ? premium : inOneRow({ premiumCents }, state);
  return rows(asked, feeCents, PLAIN);
}

function inOneRow(
  { premiumCents }: Pick<Price, 'premiumCents'>,
  state: string,
): readonly AskedCharge[] {
  return [{ charge: 'premium', amountCents: premiumCents, line: null, state }];
}

function rows(
  asked: readonly AskedCharge[],
  feeCents: Cents,
  rules: ChargeRules,
): readonly Charge[] {
  const added = { charge: ADDED_FEES, amountCents: feeCents, line: null, state: null };
  return [...asked.map((one) => chargeRow(one, rules)), addedFeeRow(added, rules)].filter(
    ({ amountCents }) => amountCents !== 0,
  );
}

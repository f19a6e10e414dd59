import type { CivilDate } from '../calendar/civil-date.js';
import { isRefusal, type Refusal } from '../machine/refusals.js';
import { LARGEST_CENTS, sumCents } from '../money/cents.js';
import type { Charge } from '../money/charges.js';
import { chargeRow, PLAIN, type AskedCharge } from '../premium/charge-row.js';
import { taxesOn, taxRowOf, type TaxRow } from '../premium/taxes.js';
import type { Product } from '../product/product.js';
import type { RatePlan } from './rate-plan.js';
import { ratedLines, type RatedLine } from './rated-lines.js';
import { readRisk, type RiskFinding } from './risk.js';

/** What is to be rated. */
export interface RatingRequest {
  /** Fields by the names that the plan has for them. */
  readonly risk: Readonly<Record<string, unknown>>;
  readonly addOns: readonly string[];
  /** State of exposure, two letters. */
  readonly state: string;
  /** First day of the term: its taxes and fees hold for the whole of it. */
  readonly inception: CivilDate;
}

/** What a plan is used with: whose charges they are, and what states take from them. */
export interface RatingRules {
  readonly product: Pick<Product, 'lines' | 'billing' | 'notice'>;
  readonly taxRows: readonly TaxRow[];
}

/** What a term is charged in full, and every line of the schedule that it came from. */
export interface RatedPremium {
  readonly kind: 'rated';
  readonly lines: readonly RatedLine[];
  /** Premium by charge and line of the product, then the taxes and fees of the state. */
  readonly charges: readonly Charge[];
}

/** Why there is no premium. */
export type NotRated =
  | { readonly kind: 'findings'; readonly findings: readonly RiskFinding[] }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

/**
 * What a risk costs for a whole term by a rate plan, with how each line of it came about. New business, endorsements and
 * renewals come to the same cents of the same risk.
 */
export function ratedCharges(
  plan: RatePlan,
  { risk, addOns, state, inception }: RatingRequest,
  rules: RatingRules,
): RatedPremium | NotRated {
  const findings = riskFindings(plan, { risk, addOns });
  if (findings.length > 0) return { kind: 'findings', findings };
  const lines = ratedLines(plan, readRisk(plan, risk, state).values, addOns);
  if (!isChargeable(lines)) return { kind: 'findings', findings: [UNCHARGEABLE] };
  const charges = chargesOf(lines, state, rules.product);
  const taxes = taxesFor(charges, state, inception, rules);
  if (isRefusal(taxes)) return { kind: 'refused', refusal: taxes };
  return { kind: 'rated', lines, charges: [...charges, ...taxes] };
}

/** Everything that keeps a risk from being rated, wherever it is. */
export function riskFindings(
  plan: RatePlan,
  { risk, addOns }: Pick<RatingRequest, 'risk' | 'addOns'>,
): readonly RiskFinding[] {
  const unknown = addOns.filter((code) => plan.addOns.every((known) => known.code !== code));
  const ofRisk = readRisk(plan, risk).findings;
  return [
    ...ofRisk.map((finding) => ({ ...finding, field: `risk.${finding.field}` })),
    ...unknown.map(() => unknownAddOn(plan)),
  ];
}

/** Whether it is known what the state takes of a term that begins on a day. */
export function taxFindings(
  state: string,
  inception: CivilDate,
  {
    product,
    taxRows,
  }: Pick<RatingRules, 'taxRows'> & {
    readonly product: Pick<Product, 'notice'>;
  },
): readonly RiskFinding[] {
  const isKnown = product.notice.isAdmitted || taxRowOf(taxRows, state, inception) !== undefined;
  return isKnown ? [] : [NO_TAXES];
}

/** Nobody knows what the state takes. */
export const NO_TAXES: RiskFinding = {
  field: 'state',
  code: 'notSold',
  reason: 'has no row in the taxes file for terms that begin on that day',
  remedy: 'Have the row added to the taxes file, or give another first day.',
};

const UNCHARGEABLE: RiskFinding = {
  field: 'risk',
  code: 'outOfRange',
  reason: 'comes to a premium that nobody can be charged',
  remedy: 'Compare the numbers of the risk with what the plan is for.',
};

function unknownAddOn({ addOns }: RatePlan): RiskFinding {
  const known = addOns.map(({ code }) => code).join(', ');
  return {
    field: 'addOns',
    code: 'unknown',
    reason: 'names an add-on that the plan does not have',
    remedy: known === '' ? 'Leave it out.' : `Use some of ${known}.`,
  };
}

/** Whether somebody can be charged what lines come to. */
function isChargeable(lines: readonly RatedLine[]): boolean {
  const amounts = lines.map(({ amountCents }) => amountCents);
  return (
    sumCents(amounts) >= 0 &&
    [...amounts, sumCents(amounts)].every((cents) => Math.abs(cents) <= LARGEST_CENTS)
  );
}

/** One row for each charge and line of the product: what the lines of the schedule come to together. */
export function chargesOf(
  lines: readonly Pick<RatedLine, 'charge' | 'line' | 'amountCents'>[],
  state: string,
  { lines: [first], billing }: RatingRules['product'],
): readonly Charge[] {
  const sums = new Map<string, AskedCharge>();
  for (const { charge, line: named, amountCents } of lines) {
    const line = named ?? first.key;
    const key = JSON.stringify([charge, line]);
    const before = sums.get(key)?.amountCents ?? 0;
    sums.set(key, { charge, line, state, amountCents: before + amountCents });
  }
  return [...sums.values()].map((sum) => chargeRow(sum, billing ?? PLAIN));
}

/** Surplus lines are taxed by the state; what an admitted carrier writes is not. */
export function taxesFor(
  charges: readonly Charge[],
  state: string,
  inception: CivilDate,
  { product, taxRows }: RatingRules,
): readonly Charge[] | Refusal {
  return product.notice.isAdmitted ? [] : taxesOn(charges, taxRows, state, inception);
}

import { isCivilDate, type CivilDate } from '../../domain/calendar/civil-date.js';
import type { BillingCycle, Span } from '../../domain/premium-quote/calculation-periods.js';
import type { RatedEnrolment } from '../../domain/premium-quote/premium-quote.js';
import { selectPeriods, type SelectedPeriods } from '../../domain/premium-quote/select-periods.js';
import type { Product } from '../../domain/product/product.js';
import { planOf, type RatingFiles } from '../../domain/rating/rated-product.js';
import type { RatePlan } from '../../domain/rating/rate-plan.js';
import type { FieldError } from '../field-errors.js';
import { dynamicFields, fieldFaults, type DynamicField } from './dynamic-fields.js';
import { contractFaults, policyFaults, TOO_LATE } from './policy-faults.js';
import type { QuotedEnrolment } from './premium-quote-schema.js';
import { ratedEnrolments } from './rated-enrolments.js';
import { readableParts, type ReadableParts } from './readable-parts.js';

/** A premium quote as it is asked for: path, query, header and body. */
export interface SentQuote {
  readonly calculationInputDate: string;
  readonly billingCycle: BillingCycle;
  readonly fields: readonly string[];
  readonly body: unknown;
}

/** What premium quotes are checked against and rated by. */
export interface QuoteRules {
  readonly products: ReadonlyMap<string, Product>;
  readonly rating: RatingFiles;
}

/** Everything that a premium quote is computed of. */
export interface CheckedQuote {
  readonly product: Product;
  readonly plan: RatePlan;
  readonly state: string;
  readonly groupAccount: string | null;
  readonly contract: Span | null;
  readonly periods: SelectedPeriods;
  /** Day whose taxes hold: the first of the contract period, or of the first period that is calculated. */
  readonly inception: CivilDate;
  readonly enrolments: readonly (RatedEnrolment & { readonly of: QuotedEnrolment })[];
  readonly cycle: BillingCycle;
  readonly fields: readonly DynamicField[];
}

/** A quote that can be computed, or all that is wrong with it; and the policy code that must be unused, where it has one. */
export interface QuoteCheck {
  readonly errors: readonly FieldError[];
  readonly quote: CheckedQuote | null;
  readonly policyCode: string | null;
}

/** Checks a premium quote as a whole: whatever is wrong with it is told at once. */
export function checkPremiumQuote(sent: SentQuote, rules: QuoteRules): QuoteCheck {
  const read = readableParts(sent.body);
  const { parts } = read;
  const product = rules.products.get(parts.product ?? '') ?? null;
  const plan = product && planOf(product, rules.rating);
  const date = isCivilDate(sent.calculationInputDate) ? sent.calculationInputDate : null;
  const periods = plan && date !== null ? selectedFor(plan, read, date, sent.billingCycle) : null;
  const contract = parts.policyContractPeriod ?? null;
  const inception = contract?.startDate ?? periods?.selected[0]?.startDate ?? null;
  const rated = ratedEnrolments(read.enrolments, {
    plan,
    product,
    state: product?.states.includes(parts.state ?? '') ? (parts.state ?? null) : null,
    inception,
    taxRows: rules.rating.taxRows,
  });
  const errors = [
    ...(date === null ? [NO_DATE] : []),
    ...fieldFaults(sent.fields),
    ...read.errors,
    ...policyFaults(read, product, plan),
    ...rated.errors,
    ...((periods?.selected.length ?? 0) * rated.enrolments.length > MOST_RESULTS ? [TOO_MANY] : []),
    ...(plan && date !== null && !periods && !isUnreadableSpan(read) ? [NO_PERIOD] : []),
  ];
  const policyCode = parts.policyCode ?? null;
  if (errors.length > 0 || !product || !plan || !periods || !inception || !parts.state)
    return { errors, quote: null, policyCode };
  const quote: CheckedQuote = {
    ...{ product, plan, state: parts.state, contract, periods, inception },
    groupAccount: parts.groupAccount?.code ?? null,
    enrolments: rated.enrolments,
    cycle: sent.billingCycle,
    fields: dynamicFields(sent.fields),
  };
  return { errors: [], quote, policyCode };
}

function selectedFor(
  plan: RatePlan,
  { parts, enrolments }: ReadableParts,
  date: CivilDate,
  cycle: BillingCycle,
): SelectedPeriods | null {
  const starts = enrolments.flatMap(({ enrolment }) =>
    enrolment.policyEnrollmentProducts.flatMap(({ startDate }) => startDate ?? []),
  );
  const contract = parts.policyContractPeriod ?? null;
  if (date >= TOO_LATE) return null;
  if (contract && contractFaults(contract).length > 0) return null;
  return selectPeriods(plan, { date, contract, policyStart: starts.sort()[0] ?? null, cycle });
}

/** A contract period that is not understood selects nothing, and that is said of it already. */
function isUnreadableSpan({
  parts: { policyContractPeriod: contract },
  errors,
}: ReadableParts): boolean {
  if (contract) return contractFaults(contract).length > 0;
  return errors.some(({ field }) => field.startsWith('policyContractPeriod'));
}

/** Enrolments times periods: more would be an answer of many megabytes. */
const MOST_RESULTS = 1_200;

const TOO_MANY: FieldError = {
  field: 'policyEnrollments',
  code: 'outOfRange',
  reason: `have more than ${MOST_RESULTS} calculation periods together`,
  remedy: 'Quote them as more than one policy, or give a shorter contract period.',
};

const NO_DATE: FieldError = {
  field: 'calculationInputDate',
  code: 'malformed',
  reason: 'is not a date that exists',
  remedy: 'Write it as YYYY-MM-DD, such as 2027-02-01.',
};

const NO_PERIOD: FieldError = {
  field: 'calculationInputDate',
  code: 'outOfRange',
  reason: 'selects no calculation period',
  remedy:
    'Give a day in the contract period, or one for which the rate plan has calculation periods.',
  messageCode: 'POL-HTTP-005',
};

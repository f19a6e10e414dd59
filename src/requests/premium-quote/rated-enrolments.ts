import type { CivilDate } from '../../domain/calendar/civil-date.js';
import { LARGEST_CENTS, sumCents } from '../../domain/money/cents.js';
import type { RatedEnrolment } from '../../domain/premium-quote/premium-quote.js';
import type { TaxRow } from '../../domain/premium/taxes.js';
import type { Product } from '../../domain/product/product.js';
import type { RatePlan } from '../../domain/rating/rate-plan.js';
import { NO_TAXES, ratedCharges, riskFindings } from '../../domain/rating/rated-charges.js';
import type { RiskFinding } from '../../domain/rating/risk.js';
import type { FieldError } from '../field-errors.js';
import type { QuotedEnrolment } from './premium-quote-schema.js';
import type { ReadableParts } from './readable-parts.js';

/** What enrolments are rated by, as far as it is known; without one of them only their risks are checked. */
interface RatedBy {
  readonly plan: RatePlan | null;
  readonly product: Product | null;
  readonly state: string | null;
  readonly inception: CivilDate | null;
  readonly taxRows: readonly TaxRow[];
}

interface RatedEnrolments {
  readonly errors: readonly FieldError[];
  readonly enrolments: readonly (RatedEnrolment & { readonly of: QuotedEnrolment })[];
}

/** Rates each product of each enrolment for a whole term. */
export function ratedEnrolments(
  given: ReadableParts['enrolments'],
  { plan, product, state, inception, taxRows }: RatedBy,
): RatedEnrolments {
  const errors: FieldError[] = [];
  const enrolments: (RatedEnrolment & { readonly of: QuotedEnrolment })[] = [];
  if (plan === null || product === null) return { errors, enrolments };
  for (const { index, enrolment: of } of given) {
    for (const [
      at,
      { risk, addOns, startDate, endDate },
    ] of of.policyEnrollmentProducts.entries()) {
      const path = `policyEnrollments[${index}].policyEnrollmentProducts[${at}]`;
      if (state === null || inception === null) {
        errors.push(...riskFindings(plan, { risk, addOns }).map((one) => faultAt(path, one)));
        continue;
      }
      const asked = { risk, addOns, state, inception };
      const rated = ratedCharges(plan, asked, { product, taxRows });
      switch (rated.kind) {
        case 'findings':
          errors.push(...rated.findings.map((one) => faultAt(path, one)));
          break;
        case 'refused':
          errors.push(NO_TAXES);
          break;
        case 'rated':
          enrolments.push({
            of,
            startDate: startDate ?? null,
            endDate: endDate ?? null,
            lines: rated.lines,
          });
      }
    }
  }
  const total = sumCents(enrolments.flatMap(({ lines }) => lines.map((line) => line.amountCents)));
  if (total > LARGEST_CENTS) errors.push(TOO_MUCH);
  return { errors: distinct(errors), enrolments };
}

function faultAt(path: string, finding: RiskFinding): FieldError {
  return { ...finding, field: `${path}.${finding.field}` };
}

/** The same of the whole policy is said once. */
function distinct(errors: readonly FieldError[]): readonly FieldError[] {
  const said = new Set<string>();
  return errors.filter((error) => {
    const key = JSON.stringify(error);
    return !said.has(key) && said.add(key);
  });
}

const TOO_MUCH: FieldError = {
  field: 'policyEnrollments',
  code: 'outOfRange',
  reason: 'come to a premium that nobody can be charged',
  remedy: 'Quote them as more than one policy.',
};

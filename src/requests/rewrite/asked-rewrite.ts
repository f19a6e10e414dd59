import { addMonths, type CivilDate } from '../../domain/calendar/civil-date.js';
import type { TermDays } from '../../domain/calendar/term-days.js';
import { civilDateIn } from '../../domain/calendar/time-zone.js';
import type { Product } from '../../domain/product/product.js';
import type { RewriteAsked } from '../../domain/rewrite/request.js';
import type { ChangeRequest } from '../../domain/transaction/change-request.js';
import { derivedName } from '../../domain/mid-term/derived-name.js';
import { checkSubmission } from '../new-business/check-submission.js';
import type { Faulty, RequestRules } from '../request-check.js';
import { pricedByPlan } from './priced-by-plan.js';
import type { PostedRewrite } from './rewrite-schema.js';

/** The term that is rewritten. */
interface Rewritten {
  readonly policyNumber: string;
  readonly termNumber: number;
  readonly days: TermDays;
  /** From when it is cancelled already; null while it is in force. */
  readonly cancelledOn: CivilDate | null;
  readonly product: Pick<Product, 'timeZone' | 'termMonths'>;
}

/**
 * A rewrite as it was posted, as the workflow takes it; the days and the premium of the new term follow when it is quoted.
 *
 * @returns the faults of the new term, each at its path in the request
 */
export function askedRewrite(
  posted: PostedRewrite,
  { policyNumber, termNumber, days, cancelledOn: cancelledBefore, product }: Rewritten,
  now: Date,
  rules: RequestRules,
): Omit<RewriteAsked, keyof ChangeRequest> | Faulty {
  const { kind, start = null, newTerm, externalSystem, requestId } = posted;
  const wanted = posted.cancelledOn ?? civilDateIn(product.timeZone, now);
  const cancelledOn = cancelledBefore ?? (kind === 'fullTerm' ? days.effectiveDate : wanted);
  const effectiveDate = start ?? cancelledOn;
  // A day on which it cannot begin is refused with the other days, and is no fault of what was posted of the new term.
  const isOwnTerm = kind === 'newTerm' || effectiveDate >= days.expirationDate;
  const expirationDate = isOwnTerm
    ? addMonths(effectiveDate, product.termMonths)
    : days.expirationDate;
  const checked = checkSubmission(
    {
      ...newTerm,
      externalSystem,
      // One rewrite is one new term, and another of each policy.
      externalId: derivedName(requestId, 'new', { policyNumber, termNumber }),
      effectiveDate,
      expirationDate,
    },
    rules,
    { followsTerm: true, isRestOfTerm: !isOwnTerm },
  );
  const priced = 'errors' in checked ? checked : pricedByPlan(checked, rules);
  if ('errors' in priced) {
    return {
      errors: priced.errors.map((error) => ({ ...error, field: `newTerm.${error.field}` })),
    };
  }
  return { kind, cancelledOn, start, submission: priced };
}

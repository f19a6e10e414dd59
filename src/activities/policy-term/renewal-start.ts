import { addDays, type CivilDate } from '../../domain/calendar/civil-date.js';
import { instantIn } from '../../domain/calendar/time-zone.js';
import { isRefusal } from '../../domain/machine/refusals.js';
import { daysOf, leadTime } from '../../domain/notice/lead-time.js';
import type { NoticeRules } from '../../domain/notice/notice-rows.js';
import type { RenewalStart } from '../../domain/policy-term/renewal-timer.js';
import type { Product } from '../../domain/product/product.js';
import type { RenewalQuestion, RenewalSteps } from './renewal-steps.js';

/** What a worker with the business files knows. */
interface Rules {
  readonly products: ReadonlyMap<string, Product>;
  readonly noticeRules: NoticeRules;
}

/** The step that says when a term starts its renewal, by the files of this worker. */
export function createRenewalStartSteps(rules: Rules): Pick<RenewalSteps, 'renewalStart'> {
  return { renewalStart: (question) => Promise.resolve(renewalStart(rules, question)) };
}

function renewalStart({ products, noticeRules }: Rules, question: RenewalQuestion): RenewalStart {
  const { productKey, state, effectiveDate, expirationDate } = question;
  const product = products.get(productKey);
  if (product === undefined)
    return {
      unclear: 'The product of the term has no file any more.',
      code: 'unknownProduct',
    };
  const { renewal, notice, timeZone } = product;
  if (renewal === null) return { never: 'The product is not renewed here.' };
  if (!renewal.startsByItself)
    return { never: 'The product has somebody ask for each renewal; none starts by itself.' };
  const lead = leadTime(noticeRules, {
    action: 'nonRenew',
    category: null,
    termEffective: effectiveDate,
    jurisdiction: state,
    lines: notice.lines,
    isAdmitted: notice.isAdmitted,
    // The first days of a term are over long before its end.
    daysInForce: null,
  });
  if (isRefusal(lead)) return { unclear: `${lead.text}.`, code: lead.code };
  const { practiceDays, concurrencyDays } = renewal;
  const days = { notice: daysOf(lead), practice: practiceDays, concurrency: concurrencyDays };
  const startsOn = renewalStartsOn(expirationDate, days);
  return {
    // Notice counts in whole days: the day has begun when somebody looks at its renewal.
    startsAt: instantIn(timeZone, startsOn, '00:00'),
    why: `on ${startsOn} (${days.notice} days of notice by ${lead.row}, ${days.practice} of practice and ${days.concurrency} for transactions under way before ${expirationDate})`,
  };
}

/** RN-01: a renewal starts early enough for its notice to be right, and for what is under way to be done. */
function renewalStartsOn(
  expirationDate: CivilDate,
  days: { readonly notice: number; readonly practice: number; readonly concurrency: number },
): CivilDate {
  return addDays(expirationDate, -(days.notice + days.practice + days.concurrency));
}

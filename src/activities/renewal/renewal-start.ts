import { instantIn } from '../../domain/calendar/time-zone.js';
import { isRefusal } from '../../domain/machine/refusals.js';
import { daysOf } from '../../domain/notice/lead-time.js';
import type { NoticeRules } from '../../domain/notice/notice-rows.js';
import type { RenewalStart } from '../../domain/policy-term/renewal-timer.js';
import type { Product } from '../../domain/product/product.js';
import { nonRenewalLead, renewalTimeline } from '../../domain/renewal/timeline.js';
import type { RenewalQuestion, RenewalSteps } from '../policy-term/renewal-steps.js';

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
  const lead = nonRenewalLead(noticeRules, {
    termEffective: effectiveDate,
    jurisdiction: state,
    lines: notice.lines,
    isAdmitted: notice.isAdmitted,
  });
  if (isRefusal(lead)) return { unclear: lead.text, code: lead.code };
  const { startOn } = renewalTimeline(expirationDate, lead, renewal);
  const { practiceDays, concurrencyDays } = renewal;
  return {
    // Notice counts in whole days: the day has begun when somebody looks at its renewal.
    startsAt: instantIn(timeZone, startOn, '00:00'),
    why: `on ${startOn} (${daysOf(lead)} days of notice by ${lead.row}, ${practiceDays} of practice and ${concurrencyDays} for transactions under way before ${expirationDate})`,
  };
}

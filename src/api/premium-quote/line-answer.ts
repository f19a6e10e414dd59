import type { QuotedLine } from '../../domain/premium-quote/premium-quote.js';
import { linesOf, type RatePlan } from '../../domain/rating/rate-plan.js';
import type { CheckedQuote } from '../../requests/premium-quote/check-premium-quote.js';
import type { QuotedEnrolment } from '../../requests/premium-quote/premium-quote-schema.js';
import type { LineAnswer } from './answer-schema.js';
import { moneyIn } from './money-answer.js';

/** One line of a result. */
export function lineAnswer(
  { plan, product, enrolments }: CheckedQuote,
  { sequence, references, enrolment, rated, amountCents }: QuotedLine,
): LineAnswer {
  const money = moneyIn(plan.currency);
  const referenced = references.at(-1);
  const addOn = plan.addOns.find(({ code }) => code === rated.addOn);
  return {
    sequence,
    referencedCalculationResultLine: referenced === undefined ? null : { sequence: referenced },
    policyEnrollmentProduct: {
      policyEnrollment: partyOf(enrolments[enrolment]?.of),
      enrollmentProduct: { code: product.key, displayName: product.name },
    },
    scheduleDefinition: {
      code: rated.code,
      type: rated.type,
      surchargeRuleEvaluation: rated.type === 'surcharge' ? evaluationOf(rated.code, plan) : null,
    },
    premiumSchedule: rated.type === 'premium' ? { code: plan.key } : null,
    addOn: addOn ? { code: addOn.code, displayName: addOn.name } : null,
    resultAmount: money(amountCents),
    retrievedAmount: money(rated.amountCents),
    percentage: rated.percentage,
  };
}

/** Whether a surcharge is computed of premium alone, or of what adjustments have left of it. */
function evaluationOf(code: string, { schedule }: RatePlan): 'onPremium' | 'afterAdjustment' {
  const line = schedule.find((one) => one.code === code);
  const of = line ? linesOf(line.computation) : [];
  const isAfter = schedule.some((one) => of.includes(one.code) && one.type !== 'premium');
  return isAfter ? 'afterAdjustment' : 'onPremium';
}

function partyOf(
  enrolment: QuotedEnrolment | undefined,
): LineAnswer['policyEnrollmentProduct']['policyEnrollment'] {
  const { person, object } = enrolment ?? {};
  if (person) {
    const { code, name, firstName = null, dateOfBirth = null } = person;
    return { person: { code, descr: null, name, firstName, dateOfBirth, entityDate: null } };
  }
  if (!object) return {};
  const { code, descr = null, entityDate = null } = object;
  return {
    object: { code, descr, name: null, firstName: null, dateOfBirth: null, entityDate },
  };
}

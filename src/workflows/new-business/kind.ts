import { proxyActivities } from '@temporalio/workflow';
import type { WriteToSettle } from '../../activities/check-word.js';
import type { CorrectionActivities } from '../../activities/new-business/correction-activities.js';
import { NEW_BUSINESS_PLAN, type NewBusinessFacts } from '../../domain/new-business/plan.js';
import { premiumKey } from '../../domain/new-business/premium-key.js';
import type { Submission } from '../../domain/new-business/submission.js';
import { kindOfWrite } from '../../domain/transaction/plan.js';
import { checkedCorrection } from '../transaction/checked-correction.js';
import type { KindInWorkflow } from '../transaction/kind.js';
import { lookForBind } from './look-for-bind.js';

// On the workflows' own task queue, so that every worker that runs a transaction can check what is sent to it.
const { checkCorrection } = proxyActivities<CorrectionActivities>({
  startToCloseTimeout: '10s',
  scheduleToCloseTimeout: '30s',
  retry: { initialInterval: '500ms', maximumAttempts: 3 },
});

/** A new policy or term, as the workflows of all kinds need to know it. */
export const newBusinessKind = (termNumber: number): KindInWorkflow<Submission> => ({
  kind: 'newBusiness',
  plan: NEW_BUSINESS_PLAN,
  facts: ({ reference, product, effectiveDate, expirationDate }) => ({
    reference,
    product,
    effectiveDate,
    expirationDate,
  }),
  check: (sent, facts, key) => {
    const { request: submission, isDraft } = facts;
    const write = key === null ? null : writeToSettle(key, facts, termNumber);
    const { insuredGuid } = facts.ids;
    const account = isDraft && insuredGuid !== null ? { account: insuredGuid } : {};
    const toCheck = { sent, submission, ...(isDraft && { isDraft }), ...account, write };
    return checkedCorrection(checkCorrection(toCheck), facts);
  },
  lookForBind: ({ ids, request }, writes) => lookForBind(ids.quoteGuid, request.reference, writes),
});

/** The write that a person's word would settle now, with what is known of it. */
function writeToSettle(key: string, facts: NewBusinessFacts, termNumber: number): WriteToSettle {
  const { request, ids, policyNumber } = facts;
  const { reference, insured, premium } = request;
  return {
    kind: kindOfWrite(key),
    ids,
    reference,
    policyNumber,
    termNumber,
    insured,
    charge: premium.find((charge) => premiumKey(charge) === key) ?? null,
  };
}

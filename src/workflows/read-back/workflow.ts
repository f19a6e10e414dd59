import { ActivityFailure, proxyActivities, workflowInfo } from '@temporalio/workflow';
import type { BillingActivities } from '../../activities/billing-activities.js';
import type {
  ReadBackActivities,
  ReadPolicy,
} from '../../activities/read-back/read-back-activities.js';
import type { TermActivities } from '../../activities/term-activities.js';
import { instalmentPlanOf } from '../../domain/billing/instalments.js';
import { isReadable } from '../../domain/read-back/sold-as.js';
import type { TermName } from '../../domain/workflow-ids.js';
import { billingOptions, readOptions, termOptions } from '../transaction/activity-options.js';
import { stopOf } from '../transaction/stops.js';
import { recordAsRead } from './as-read.js';
import type {
  PoliciesOfReferenceInput,
  PoliciesOfReferenceOutcome,
  ReadBackInput,
  ReadBackOutcome,
} from './messages.js';
import { openingOf, openingOfLost, type BilledAs, type Opening } from './opening.js';

/** Somebody waits for the answer. */
const READ_PATIENCE_MS = 20_000;
const READ_LIMIT_MS = 15_000;
/** What was read is lost where the term is not opened with it. */
const OPEN_PATIENCE_MS = 600_000;

/**
 * Reads a policy that nobody here knows from the policy system, and from billing where its product is billed; and opens its term
 * with that, if it is asked to.
 *
 * Trigger: somebody who looks at a policy, wants it changed, or asks for `sync`; or a comparison that finds one of ours. No messages. Ends within the minute with what came
 * of it; a system that does not answer is an outcome, too.
 */
export async function policyReadBack(input: ReadBackInput): Promise<ReadBackOutcome> {
  const { policyNumber, termNumber, product, others, opens, lost } = input;
  const term = { policyNumber, termNumber };
  return orNotRead(async () => {
    const steps = proxyActivities<ReadBackActivities>(readOptions(READ_PATIENCE_MS, READ_LIMIT_MS));
    const read = await steps.readPolicyBack({
      policyNumber,
      ...(product && { product }),
      ...(lost && { on: lost.effectiveDate }),
    });
    if (read.kind !== 'read') return read;
    const { policy } = read;
    const same = others.find(({ effectiveDate }) => effectiveDate === policy.effectiveDate);
    if (same) return { kind: 'isTerm', termNumber: same.termNumber };
    const billed = policy.billing && (await billedAs(term, policy));
    const openingAs = lost ? openingOfLost : openingOf;
    const opening = openingAs(term, policy, billed, new Date().toISOString());
    if (!isReadable(opening)) return { kind: 'notReadable', why: opening };
    if (!opens) return { kind: 'read', record: recordAsRead(term, opening, policy) };
    return policy.isOver
      ? { kind: 'over', expirationDate: policy.expirationDate }
      : open(term, policy, opening);
  });
}

/** Looks in the policy system for the policies that have a transaction of a reference. */
export async function policiesOfReference(
  reference: PoliciesOfReferenceInput,
): Promise<PoliciesOfReferenceOutcome> {
  const steps = proxyActivities<ReadBackActivities>(readOptions(READ_PATIENCE_MS, READ_LIMIT_MS));
  return orNotRead(() => steps.findPoliciesOfReference(reference));
}

async function orNotRead<T>(
  read: () => Promise<T>,
): Promise<T | { readonly kind: 'notRead'; readonly reason: string }> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof ActivityFailure)) throw error;
    return { kind: 'notRead', reason: stopOf(error)?.reason ?? 'the step came to nothing' };
  }
}

async function billedAs(term: TermName, policy: ReadPolicy): Promise<BilledAs | null> {
  const billing = proxyActivities<BillingActivities>(billingOptions(READ_PATIENCE_MS));
  const period = await billing.getPeriodInfo(term);
  if (period === null || policy.billing?.confirmation.kind !== 'downPayment')
    return period && { period, plan: null };
  const { effectiveDate, expirationDate, charges } = policy;
  const offered = await billing.getPaymentPlans({
    term: { effectiveDate, expirationDate },
    currency: period.currency,
    charges,
    billingMethod: period.billingMethod,
  });
  const plan = offered.find(({ planCode }) => planCode === period.planCode);
  return { period, plan: plan ? instalmentPlanOf(plan) : null };
}

async function open(
  term: TermName,
  { reference, changes, outagePatienceMs }: ReadPolicy,
  { bound, isConfirmed, isBillingInStep }: Opening,
): Promise<ReadBackOutcome> {
  const terms = proxyActivities<TermActivities>(termOptions(OPEN_PATIENCE_MS));
  const opened = await terms.openTermAsRead({
    term,
    bound,
    isConfirmed,
    reference,
    outagePatienceMs,
  });
  if (opened.kind === 'beingBound' || changes.length === 0) {
    return opened.kind === 'opened' ? { kind: 'opened', found: [] } : opened;
  }
  const { workflowId: transaction } = workflowInfo();
  const told = await terms.syncTerm({ term, transaction, isBillingInStep });
  return { kind: 'opened', found: told.outcome === 'answered' ? told.found : [] };
}

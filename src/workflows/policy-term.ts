import {
  allHandlersFinished,
  ApplicationFailure,
  condition,
  makeContinueAsNewFunc,
  proxyActivities,
  sleep,
  workflowInfo,
} from '@temporalio/workflow';
import type { BillingActivities } from '../activities/billing-activities.js';
import { billingOptions } from './activity-options.js';
import { stopOf } from './stops.js';
import { TermDesk } from './term-desk.js';
import { nextDeadline } from './term-record.js';
import { termOfId, type EndedTerm, type PolicyTermInput } from './term-messages.js';

/** After billing refused to hear of a confirmation; a person may have mended it by then. */
const REFUSED_PAUSE_MS = 3_600_000;

const DAY_MS = 86_400_000;
const LONGEST_PATIENCE_MS = 3_650 * DAY_MS;

/**
 * One policy term, from its bind (or from the first money that names it, if that comes first) to its end: its payment
 * ledger, its confirmed flag and its turn.
 *
 * Trigger: the transaction that bound the term, or money for a term that is not bound yet. Updates: `confirmTerm`,
 * `recordPayment`, `reversePayment`, `bound`, `takeTurn`, `giveBackTurn`, `settleTask`; signals `confirmTerm`,
 * `paymentReceived` and `paymentReversed` do the same without an answer. Query: `term`. Timers: not bound in time, payment
 * deadline, end of term. Lives for months: it continues as new with everything it knows. Ends when the term has ended and
 * nobody has anything to do for it: its tasks are settled, and billing knows what it must.
 */
export async function policyTerm(given: PolicyTermInput): Promise<EndedTerm> {
  const input = readInput(given);
  const desk = new TermDesk(input);
  const telling = tellBilling(desk, input);
  telling.catch(() => undefined);
  for (;;) {
    await untilNextDeadline(desk, input);
    if (desk.isDueToContinue) {
      await condition(allHandlersFinished);
      await continueOnCurrentVersion({ ...input, carried: desk.held });
    }
    if (desk.isFinished) {
      if (await isStirred(desk, input)) continue;
      await condition(allHandlersFinished);
      return { ...desk.record, carried: desk.held };
    }
  }
}

/** The next run belongs to the version of the workers that is current then; without versions there is only one. */
const continueOnCurrentVersion = makeContinueAsNewFunc<typeof policyTerm>({
  initialVersioningBehavior: 'AUTO_UPGRADE',
});

/** Whether something comes before a term that was opened again may end. */
function isStirred(desk: TermDesk, { lingerMs = 0 }: PolicyTermInput): Promise<boolean> | false {
  return lingerMs > 0 && condition(() => !desk.isFinished || desk.isDueToContinue, lingerMs);
}

/**
 * Other clients start terms too: what cannot be would stop the workflow for good, with all the money that it holds.
 *
 * @throws ApplicationFailure when neither the workflow's id nor its input names a term
 */
function readInput(given: Partial<PolicyTermInput> | null | undefined): PolicyTermInput {
  const input = given ?? {};
  const { workflowId } = workflowInfo();
  const term = termOfId(workflowId) ?? termOfInput(input);
  if (!term) throw ApplicationFailure.nonRetryable(`${workflowId} names no term`, 'invalidInput');
  const patience = (asked: unknown, usual: number): number =>
    typeof asked === 'number' && asked >= 1 && asked <= LONGEST_PATIENCE_MS ? asked : usual;
  return {
    ...input,
    ...term,
    unboundPatienceMs: patience(input.unboundPatienceMs, 90 * DAY_MS),
    outagePatienceMs: patience(input.outagePatienceMs, DAY_MS),
    lingerMs: patience(input.lingerMs, 0),
  };
}

/** Of a replay, whose workflow may go by another id. */
function termOfInput({ policyNumber, termNumber }: Partial<PolicyTermInput>) {
  return policyNumber && termNumber ? { policyNumber, termNumber } : null;
}

/** Waits for the next moment at which something happens by itself, or for a reason to look up before it. */
async function untilNextDeadline(desk: TermDesk, input: PolicyTermInput): Promise<void> {
  const deadline = nextDeadline(input, desk.held);
  const isStale = (): boolean =>
    desk.isDueToContinue ||
    desk.isFinished ||
    nextDeadline(input, desk.held)?.what !== deadline?.what;
  if (deadline === null) return condition(isStale);
  const wasDue = !(await condition(isStale, Math.max(0, Date.parse(deadline.at) - Date.now())));
  if (!wasDue) return;
  switch (deadline.what) {
    case 'notBoundInTime':
      desk.apply({ kind: 'notBoundInTime', id: 'notBoundInTime' });
      break;
    case 'paymentDeadline':
      desk.paymentDeadlinePassed();
      break;
    case 'endOfTerm':
      // A term that ends before its payment deadline was not paid in time either, and somebody must hear of it.
      if (desk.held.term.status === 'unconfirmed' && !desk.held.hasPassedPaymentDeadline)
        desk.paymentDeadlinePassed();
      // It may have to wait in the queue of the turn, like any transaction.
      desk.apply({ kind: 'endOfTerm', id: 'endOfTerm' });
  }
  await condition(isStale);
}

/** The confirmation is done only when billing has acknowledged it; the same transaction id makes a repeat a repeat. */
async function tellBilling(desk: TermDesk, input: PolicyTermInput): Promise<void> {
  const { policyNumber, termNumber, outagePatienceMs } = input;
  const billing = proxyActivities<BillingActivities>(billingOptions(outagePatienceMs));
  for (;;) {
    await condition(() => desk.owesConfirmation);
    try {
      await billing.updateTermConfirmed({
        transactionId: `${workflowInfo().workflowId}/updateTermConfirmed`,
        policyNumber,
        termNumber,
        isTermConfirmed: true,
      });
      desk.confirmationAcknowledged();
    } catch (error) {
      const stop = stopOf(error);
      if (stop === null) throw error;
      desk.confirmationRefused(stop.reason);
      await sleep(REFUSED_PAUSE_MS);
    }
  }
}

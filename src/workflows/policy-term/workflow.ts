import {
  ActivityFailure,
  allHandlersFinished,
  CancellationScope,
  condition,
  makeContinueAsNewFunc,
  proxyActivities,
  sleep,
  workflowInfo,
} from '@temporalio/workflow';
import type { BillingActivities } from '../../activities/billing-activities.js';
import { momentInWords } from '../../domain/calendar/instant.js';
import { isPolicyNumber } from '../../domain/policy-term/policy-number.js';
import { billingOptions } from '../transaction/activity-options.js';
import { stopOf } from '../transaction/stops.js';
import { OpenTerm } from './open-term.js';
import { answerMessages } from './handlers.js';
import { leftToNext } from './carried.js';
import { runErrands } from './errands.js';
import { readInput } from './input.js';
import type { EndedTerm, PolicyTermInput } from './messages.js';
import { awaitRenewalStart } from './renewal-start.js';
import { nextDeadline } from './record.js';
import { giveBackLeftTurn } from './sync.js';
import { sendOutgoingSignals } from './outgoing-signals.js';
import { lookForPaymentsElsewhere, lookForResembling } from './other-terms.js';

/** After billing refused to hear of a confirmation; a person may have mended it by then. */
const REFUSED_PAUSE_MS = 3_600_000;

/**
 * One policy term, from its bind (or from the first money that names it, if that comes first) to its end: its payment
 * ledger, its confirmed flag and its turn.
 *
 * Trigger: the transaction that bound the term, or money for a term that is not bound yet. Updates: `confirmTerm`,
 * `recordPayment`, `reversePayment`, `bound`, `direction`, `settleTask`, those of its transactions; signals `confirmTerm`,
 * `paymentReceived` and `paymentReversed` do the same without an answer; `paymentShared` and `paymentNotShared` come from other
 * terms, `moveOn` from whoever brings newer code. Query: `term`. Timers: not bound in time, payment
 * deadline, start of its renewal, end of term. Lives for months: it continues as new with everything it knows. Ends when the term has ended and
 * nobody has anything to do for it: its tasks are settled, and billing knows what it must. A request to cancel the workflow
 * ends nothing: it becomes a task.
 */
export async function policyTerm(given: PolicyTermInput): Promise<EndedTerm> {
  const { input, carried, isStateUnreadable } = readInput(given);
  const openTerm = new OpenTerm(input, carried);
  answerMessages(openTerm, input);
  if (isStateUnreadable) openTerm.ask('unreadableStart', 'notUnderstood', UNREADABLE_START);
  if (carried !== null) giveBackLeftTurn(openTerm);
  if (carried === null && !isPolicyNumber(input.policyNumber)) openTerm.closeImpossible();
  CancellationScope.current().cancelRequested.catch(() => {
    openTerm.ask('cancelRequested', 'notUnderstood', CANCEL_REQUESTED);
  });
  return CancellationScope.nonCancellable(() => untilEnded(openTerm, input));
}

const UNREADABLE_START =
  'The term was started with a state that no term left, and was begun without it. If an earlier run of it knew money, look that run up and see to it.';

const CANCEL_REQUESTED =
  'Somebody asked Temporal to cancel this workflow. That cancels no policy and ends no term: the term goes on. If the policy is to be cancelled, cancel it.';

async function untilEnded(openTerm: OpenTerm, input: PolicyTermInput): Promise<EndedTerm> {
  const asides = [
    updateList,
    sendOutgoingSignals,
    runErrands,
    tellBilling,
    lookForResembling,
    lookForPaymentsElsewhere,
    awaitRenewalStart,
    handOverEvents,
  ];
  // An aside never ends. One that fails has met what nobody thought of: the code must be mended, and waits for it in sight.
  return Promise.race([
    mainLine(openTerm, input),
    ...asides.map((aside) => aside(openTerm, input).catch(stopWorkflowTask)),
  ]);
}

/** Any other error, such as that of a step, would end the workflow. */
function stopWorkflowTask(cause: unknown): never {
  throw new Error('Something beside the messages of the term failed', { cause });
}

async function updateList({ list }: OpenTerm): Promise<never> {
  for (;;) {
    await condition(() => list.isDue);
    list.write();
  }
}

function handOverEvents({ outbox }: OpenTerm): Promise<never> {
  return outbox.handOver();
}

async function mainLine(openTerm: OpenTerm, input: PolicyTermInput): Promise<EndedTerm> {
  for (;;) {
    await untilNextDeadline(openTerm, input);
    if (openTerm.run.isDueToContinue) {
      await untilNextRunCanBegin(openTerm);
      openTerm.list.write();
      await continueOnCurrentVersion({ ...input, carried: leftToNext(openTerm.left) });
    }
    if (openTerm.isFinished) {
      if (await isNeededAgain(openTerm, input)) continue;
      if (!(await isToldAtItsEnd(openTerm))) continue;
      openTerm.list.write();
      return { ...openTerm.record, carried: leftToNext(openTerm.left) };
    }
  }
}

/** After a flood more has happened than can be left to the next run: that is told first. */
async function untilNextRunCanBegin(openTerm: OpenTerm): Promise<void> {
  const { outbox } = openTerm;
  for (;;) {
    await untilQuiet(openTerm);
    await condition(allHandlersFinished);
    if (!outbox.isOverfull) return;
    await condition(() => !outbox.isOverfull);
  }
}

/**
 * A run cannot end while messages come in: Temporal would have all of it replayed, again and again. It waits for a moment in
 * which none does; under a flood that never pauses, until the server takes no more signals for this run.
 */
async function untilQuiet(openTerm: OpenTerm): Promise<void> {
  for (let before = -1; before !== openTerm.run.messages && !openTerm.run.isLong;) {
    before = openTerm.run.messages;
    await sleep(QUIET_MS, { summary: 'Quiet before the next run' });
  }
}

const QUIET_MS = 50;

/** The next run belongs to the version of the workers that is current then; without versions there is only one. */
const continueOnCurrentVersion = makeContinueAsNewFunc<typeof policyTerm>({
  initialVersioningBehavior: 'AUTO_UPGRADE',
});

/** Waits for what happened to be told. @returns false where there is something to do for the term again meanwhile */
async function isToldAtItsEnd(openTerm: OpenTerm): Promise<boolean> {
  const isTold = (): boolean => allHandlersFinished() && openTerm.outbox.isEmpty;
  await condition(() => isTold() || !openTerm.isFinished);
  return openTerm.isFinished;
}

/** Whether something comes before a term that was opened again may end. */
function isNeededAgain(
  openTerm: OpenTerm,
  { idleMs = 0 }: PolicyTermInput,
): Promise<boolean> | false {
  const isNeeded = (): boolean => !openTerm.isFinished || openTerm.run.isDueToContinue;
  return (
    idleMs > 0 && condition(isNeeded, idleMs, { summary: 'Time for more before the term closes' })
  );
}

function isSameDeadline(
  one: ReturnType<typeof nextDeadline>,
  other: ReturnType<typeof nextDeadline>,
): boolean {
  return one?.what === other?.what && one?.at === other?.at;
}

const DEADLINES: Readonly<Record<NonNullable<ReturnType<typeof nextDeadline>>['what'], string>> = {
  notBoundInTime: 'End of the wait for the bind',
  postdatedDue: 'Postdated money',
  paymentDeadline: 'Payment deadline',
  endOfTerm: 'End',
};

/** Waits for the next moment at which something happens by itself, or for a reason to look up before it. */
async function untilNextDeadline(openTerm: OpenTerm, input: PolicyTermInput): Promise<void> {
  const deadline = nextDeadline(input, openTerm.held);
  const isStale = (): boolean =>
    openTerm.run.isDueToContinue ||
    openTerm.isFinished ||
    !isSameDeadline(nextDeadline(input, openTerm.held), deadline);
  if (deadline === null) return condition(isStale);
  const leftMs = Math.max(0, Date.parse(deadline.at) - Date.now());
  const summary = `${DEADLINES[deadline.what]} of term ${input.termNumber}, ${momentInWords(deadline.at)}`;
  const wasDue = !(await condition(isStale, leftMs, { summary }));
  if (!wasDue) return;
  switch (deadline.what) {
    case 'notBoundInTime':
      openTerm.apply({ kind: 'notBoundInTime', id: 'notBoundInTime' });
      break;
    case 'postdatedDue':
      openTerm.apply({ kind: 'postdatedDue', id: `postdatedDue:${deadline.at}`, at: deadline.at });
      break;
    case 'paymentDeadline':
      openTerm.paymentDeadlinePassed();
      break;
    case 'endOfTerm':
      // A term that ends before its payment deadline was not paid in time either, and somebody must hear of it.
      if (openTerm.held.term.status === 'unconfirmed' && !openTerm.held.hasPassedPaymentDeadline)
        openTerm.paymentDeadlinePassed();
      // It may have to wait in the queue of the turn, like any transaction.
      openTerm.apply({ kind: 'endOfTerm', id: 'endOfTerm' });
  }
  await condition(isStale);
}

/** The confirmation is done only when billing has acknowledged it; the same transaction id makes a repeat a repeat. */
async function tellBilling(openTerm: OpenTerm, input: PolicyTermInput): Promise<never> {
  const { policyNumber, termNumber, outagePatienceMs } = input;
  const billing = proxyActivities<BillingActivities>(billingOptions(outagePatienceMs));
  for (;;) {
    await condition(() => openTerm.owesConfirmation);
    try {
      await billing.updateTermConfirmed({
        transactionId: `${workflowInfo().workflowId}/updateTermConfirmed`,
        policyNumber,
        termNumber,
        isTermConfirmed: true,
      });
      openTerm.confirmationAcknowledged();
    } catch (error) {
      if (!(error instanceof ActivityFailure)) throw error;
      openTerm.confirmationRefused(stopOf(error)?.reason ?? 'the call came to nothing');
      await sleep(REFUSED_PAUSE_MS, {
        summary: 'Before billing is told of the confirmation again',
      });
    }
  }
}

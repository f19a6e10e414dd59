import { createHash, randomUUID } from 'node:crypto';
import {
  WithStartWorkflowOperation,
  WorkflowExecutionAlreadyStartedError,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
} from '@temporalio/client';
import { ApplicationFailure, TypedSearchAttributes } from '@temporalio/common';
import type { RefusalCode } from '../../domain/refusals.js';
import { WORKFLOW_TASK_QUEUE } from '../../workflows/messages.js';
import { searchAttributes } from '../../workflows/search-attributes.js';
import {
  confirmTermUpdate,
  policyTermId,
  recordPaymentUpdate,
  reversePaymentUpdate,
  type ConfirmTerm,
  type PaymentReceived,
  type PaymentReversed,
  type PolicyTermInput,
  type TermRecord,
  type TermReply,
} from '../../workflows/term-messages.js';
import { Problem } from '../problem.js';
import { grpcCode, isUnavailable, withinDeadline } from '../temporal-deadline.js';
import type { Temporal } from '../transactions/find-transaction.js';
import { findTerm, resultOfTerm, TERM_WORKFLOW } from './find-term.js';
import { outcomeOfEarlier, type TermOutcome } from './term-outcome.js';

/** How long a term opened by its first money waits, when nobody has bound it. */
export type TermPatience = Pick<PolicyTermInput, 'unboundPatienceMs' | 'outagePatienceMs'>;

export type TermContext = Temporal & { readonly termPatience: TermPatience };

/** Billing says that the insured has taken the term. Only a term that is known can be confirmed. */
export function tellConfirmed(context: TermContext, message: ConfirmTerm): Promise<TermOutcome> {
  const id = policyTermId(message.policyNumber, message.termNumber);
  return telling(context, id, messageId('confirm', message.transactionId, message), (updateId) =>
    context.client.workflow
      .getHandle(id)
      .executeUpdate(confirmTermUpdate, { args: [message], updateId }),
  );
}

/** Billing has taken money back. For a term that nobody knows its payment must come first. */
export function tellReversal(context: TermContext, message: PaymentReversed): Promise<TermOutcome> {
  const id = policyTermId(message.policyNumber, message.termNumber);
  return telling(context, id, messageId('reverse', message.transactionId, message), (updateId) =>
    context.client.workflow
      .getHandle(id)
      .executeUpdate(reversePaymentUpdate, { args: [message], updateId }),
  );
}

/**
 * Billing has received money. A term that nobody knows is opened for it, and so is one that has ended: no money is
 * dropped. Only a repeat of what the ended term had is no new money.
 */
export async function tellPayment(
  context: TermContext,
  message: PaymentReceived,
): Promise<TermOutcome> {
  const outcome = await payingAtMostOnce(context, message);
  // Only a term at its very end refuses money in its state; a moment later a new one can be opened.
  if (outcome.kind === 'refused' && outcome.refusal.code === 'notAllowedInState') throw noAnswer();
  if (outcome.kind === 'unknown' || outcome.kind === 'ended') throw noAnswer();
  return outcome;
}

async function payingAtMostOnce(
  context: TermContext,
  message: PaymentReceived,
): Promise<TermOutcome> {
  try {
    return await paying(context, message, 'REJECT_DUPLICATE');
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
  const ended = await findTerm(context, policyTermId(message.policyNumber, message.termNumber));
  const left = ended && !ended.isRunning ? await resultOfTerm(context, ended) : null;
  const earlier = left && outcomeOfEarlier(left, message);
  return earlier ?? paying(context, message, 'ALLOW_DUPLICATE');
}

/** @param whenEnded whether money opens a term anew that has ended */
function paying(
  context: TermContext,
  message: PaymentReceived,
  whenEnded: 'REJECT_DUPLICATE' | 'ALLOW_DUPLICATE',
): Promise<TermOutcome> {
  const { client, termPatience } = context;
  const { policyNumber, termNumber } = message;
  const id = policyTermId(policyNumber, termNumber);
  const input: PolicyTermInput = { policyNumber, termNumber, ...termPatience };
  return telling(context, id, messageId('payment', message.paymentId, message), (updateId) =>
    client.workflow.executeUpdateWithStart(recordPaymentUpdate, {
      args: [message],
      updateId,
      startWorkflowOperation: new WithStartWorkflowOperation<
        (input: PolicyTermInput) => Promise<TermRecord>
      >(TERM_WORKFLOW, {
        workflowId: id,
        taskQueue: WORKFLOW_TASK_QUEUE,
        args: [input],
        workflowIdConflictPolicy: 'USE_EXISTING',
        workflowIdReusePolicy: whenEnded,
        typedSearchAttributes: new TypedSearchAttributes([
          { key: searchAttributes.policyNumber, value: policyNumber },
        ]),
        staticSummary: `Term ${termNumber} of policy ${policyNumber}, opened by money`,
      }),
    }),
  );
}

/** Refusals that the same message will always get. */
const FOR_GOOD: readonly RefusalCode[] = ['contentDiffers', 'amountNotPositive', 'wrongFlow'];

/**
 * Sends a message under an id that its repeats share, so that repeats while no worker answers are one update.
 *
 * Temporal answers an id from memory as long as it knows it, refusals too. The term itself does not remember what it
 * refused, so a refusal that time may have lifted is asked for again under a fresh id.
 */
async function telling(
  context: TermContext,
  id: string,
  updateId: string,
  send: (updateId: string) => Promise<TermReply>,
): Promise<TermOutcome> {
  try {
    const remembered = await inTime(context, () => send(updateId));
    const reply =
      remembered.outcome === 'refused' && !FOR_GOOD.includes(remembered.refusal.code)
        ? await inTime(context, () => send(randomUUID()))
        : remembered;
    return reply.outcome === 'answered'
      ? { kind: 'answered', answer: reply.answer }
      : { kind: 'refused', refusal: reply.refusal };
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return whyNotThere(context, id);
    throw error;
  }
}

async function inTime(
  { client, deadlines }: Temporal,
  call: () => Promise<TermReply>,
): Promise<TermReply> {
  try {
    return await withinDeadline(client, deadlines.workerMs, call);
  } catch (error) {
    throw readable(error);
  }
}

/** gRPC codes of a server that is away, and of one that has nobody to hand the update to. */
const [UNAVAILABLE, FAILED_PRECONDITION] = [14, 9];

function readable(error: unknown): unknown {
  if (error instanceof WorkflowUpdateFailedError) {
    const { cause } = error;
    // The term ended between taking the message and answering it.
    const isCutOff =
      cause instanceof ApplicationFailure && cause.type === 'AcceptedUpdateCompletedWorkflow';
    return isCutOff ? noAnswer(error) : new Problem('refused', { cause: error });
  }
  if (error instanceof WorkflowUpdateRPCTimeoutOrCancelledError) return noAnswer(error);
  if (grpcCode(error) === UNAVAILABLE) return error;
  if (isUnavailable(error) || grpcCode(error) === FAILED_PRECONDITION) return noAnswer(error);
  return error;
}

function noAnswer(cause?: unknown): Problem {
  return new Problem('worker-unavailable', {
    detail:
      'No worker answered in time. Whether the message was taken is not known; send it again as it is, it counts once.',
    cause,
  });
}

/** A term that takes no messages: never heard of, or over. */
async function whyNotThere(context: Temporal, id: string): Promise<TermOutcome> {
  const found = await findTerm(context, id);
  if (!found) return { kind: 'unknown' };
  if (found.isRunning) throw noAnswer();
  const record = await resultOfTerm(context, found);
  // Money had opened it and nobody bound it: to the business that term was never there.
  if (record?.effectiveDate === null) return { kind: 'unknown' };
  return { kind: 'ended', status: record?.status ?? null };
}

/** Names a message by its own id and by what it says, so that other content is never answered for it. */
function messageId(kind: string, id: string, message: object): string {
  const digest = createHash('sha256').update(JSON.stringify(message)).digest('base64url');
  return `${kind}:${id}:${digest.slice(0, 22)}`;
}

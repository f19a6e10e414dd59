import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import {
  WithStartWorkflowOperation,
  WorkflowExecutionAlreadyStartedError,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
} from '@temporalio/client';
import {
  ApplicationFailure,
  TypedSearchAttributes,
  type UpdateDefinition,
} from '@temporalio/common';
import type { TermEvent } from '../../domain/policy-term/events.js';
import type { RefusalCode } from '../../domain/machine/refusals.js';
import { searchAttributes } from '../../workflows/search-attributes.js';
import {
  confirmTermUpdate,
  recordPaymentUpdate,
  reversePaymentUpdate,
  type ConfirmTerm,
  type EndedTerm,
  type PaymentReceived,
  type PaymentReversed,
  type PolicyTermInput,
  type TermReply,
} from '../../workflows/policy-term/messages.js';
import {
  NoWorkerAnswered,
  TooManyAtOnce,
  UpdateRefused,
  WorkflowFailing,
} from '../../temporal/errors.js';
import {
  grpcCode,
  isUnavailable,
  type Temporal,
  withinDeadline,
} from '../../temporal/deadlines.js';
import { isFailureOfTask } from '../../temporal/workflow-health.js';
import {
  findTerm,
  type FoundTerm,
  isCutOffTerm,
  leftByTerm,
  TERM_WORKFLOW,
} from '../../temporal/terms.js';
import { policiesResembling } from './resembling.js';
import { NotSentInTimeError, type TermLanes } from './term-lanes.js';
import { outcomeOfEarlier, type TermOutcome } from './term-outcome.js';
import { WORKFLOW_TASK_QUEUE } from '../../workflows/task-queues.js';
import { policyTermId } from '../../domain/workflow-ids.js';

/** How long a term opened by its first money waits, when nobody has bound it. */
export type TermPatience = Pick<PolicyTermInput, 'unboundPatienceMs' | 'outagePatienceMs'>;

type TermName = Pick<PolicyTermInput, 'policyNumber' | 'termNumber'>;

export type TermContext = Temporal & {
  readonly termPatience: TermPatience;
  /** How long a term that is opened again stays; longer than anybody may hold what its earlier run left. */
  readonly termLingerMs: number;
  readonly termLanes: TermLanes;
};

/** A message of billing, as it is sent and as the term takes it. */
interface Told<Message> {
  readonly termId: string;
  readonly updateId: string;
  readonly update: UpdateDefinition<TermReply, [Message]>;
  readonly message: Message;
  readonly event: TermEvent;
}

/** Billing says that the insured has taken the term. Only a term that is known can be confirmed. */
export async function tellConfirmed(
  context: TermContext,
  message: ConfirmTerm,
): Promise<TermOutcome> {
  const { policyNumber, termNumber, transactionId } = message;
  const termId = policyTermId(policyNumber, termNumber);
  const told: Told<ConfirmTerm> = {
    termId,
    updateId: messageId('confirm', transactionId, message),
    update: confirmTermUpdate,
    message,
    event: { kind: 'confirmTerm', id: transactionId },
  };
  const outcome = await inTurn(context, termId, (within) =>
    confirming(within, { policyNumber, termNumber }, told),
  );
  return withResembling(context, policyNumber, outcome);
}

/** Where nobody has bound the policy, its sender learns which one may have been meant. */
async function withResembling(
  context: Temporal,
  policyNumber: string,
  outcome: TermOutcome,
): Promise<TermOutcome> {
  if (!isOfUnbound(outcome)) return outcome;
  return { ...outcome, resembles: await policiesResembling(context, policyNumber) };
}

function isOfUnbound(outcome: TermOutcome): boolean {
  switch (outcome.kind) {
    case 'unknown':
      return true;
    case 'refused':
      return outcome.refusal.code === 'termNotBound';
    case 'answered':
      return outcome.answer.kind === 'money' && outcome.answer.arithmetic.threshold === null;
  }
}

async function confirming(
  context: TermContext,
  term: TermName,
  told: Told<ConfirmTerm>,
): Promise<TermOutcome> {
  const { termId, update, updateId: id, message } = told;
  try {
    const outcome = await telling(context, id, (updateId) =>
      context.client.workflow
        .getHandle(termId)
        .executeUpdate(update, { args: [message], updateId }),
    );
    if (!(await isCutOffSince(context, termId))) return outcome;
  } catch (error) {
    if (!(error instanceof WorkflowNotFoundError)) throw error;
  }
  const found = await findTerm(context, termId);
  if (!found) return { kind: 'unknown' };
  if (found.isRunning) throw new NoWorkerAnswered('takenPerhaps');
  return openingAgain(context, term, told, found);
}

/** Billing has received money. */
export async function tellPayment(
  context: TermContext,
  message: PaymentReceived,
): Promise<TermOutcome> {
  const { policyNumber, termNumber, paymentId } = message;
  const termId = policyTermId(policyNumber, termNumber);
  const outcome = await inTurn(context, termId, (within) =>
    filing(
      within,
      { policyNumber, termNumber },
      {
        termId,
        updateId: messageId('payment', paymentId, message),
        update: recordPaymentUpdate,
        message,
        event: { kind: 'recordPayment', ...message },
      },
    ),
  );
  return withResembling(context, policyNumber, outcome);
}

/** Billing has taken money back, perhaps before it says that it had come. */
export async function tellReversal(
  context: TermContext,
  message: PaymentReversed,
): Promise<TermOutcome> {
  const { policyNumber, termNumber, paymentId, reason, transactionId } = message;
  const termId = policyTermId(policyNumber, termNumber);
  const outcome = await inTurn(context, termId, (within) =>
    filing(
      within,
      { policyNumber, termNumber },
      {
        termId,
        updateId: messageId('reverse', transactionId, message),
        update: reversePaymentUpdate,
        message,
        event: { kind: 'reversePayment', id: transactionId, paymentId, reason },
      },
    ),
  );
  return withResembling(context, policyNumber, outcome);
}

/**
 * Nothing that is said of money is dropped: a term that nobody knows is opened for it, and one that has ended goes on
 * from where it ended. Only what an ended term had already heard opens nothing.
 */
async function filing<Message>(
  context: TermContext,
  term: TermName,
  told: Told<Message>,
): Promise<TermOutcome> {
  const input = { ...term, ...context.termPatience };
  try {
    const outcome = await sending(context, told, 'REJECT_DUPLICATE', input);
    if (!(await isCutOffSince(context, told.termId))) return outcome;
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
  const found = await findTerm(context, told.termId);
  return !found || found.isRunning
    ? sending(context, told, 'ALLOW_DUPLICATE', input)
    : openingAgain(context, term, told, found);
}

/**
 * Temporal answers a message that it knows from the run that took it, also where that run was ended by an operator since:
 * what it answers then counts nowhere.
 */
async function isCutOffSince(context: Temporal, termId: string): Promise<boolean> {
  const found = await findTerm(context, termId);
  return found !== null && isCutOffTerm(found);
}

/** Tells a term that has ended. One that was cut off goes on whatever it is told, its bind and its deadlines with it. */
async function openingAgain<Message>(
  context: TermContext,
  term: TermName,
  told: Told<Message>,
  found: FoundTerm,
): Promise<TermOutcome> {
  const carried = await leftByTerm(context, found);
  const isCutOff = isCutOffTerm(found);
  const earlier = carried && !isCutOff ? outcomeOfEarlier(carried, told.event) : null;
  if (earlier) return earlier;
  // Under the id that the run before knows, Temporal would answer for that run again. The term knows a repeat by itself.
  const again = isCutOff ? { ...told, updateId: randomUUID() } : told;
  return sending(context, again, 'ALLOW_DUPLICATE', {
    ...term,
    ...context.termPatience,
    ...(carried ? { carried, lingerMs: context.termLingerMs } : {}),
  });
}

/** @param whenEnded whether a term that has ended is opened again */
async function sending<Message>(
  context: TermContext,
  { termId, updateId: id, update, message }: Told<Message>,
  whenEnded: 'REJECT_DUPLICATE' | 'ALLOW_DUPLICATE',
  { policyNumber, termNumber, ...rest }: PolicyTermInput,
): Promise<TermOutcome> {
  return telling(context, id, (updateId) =>
    context.client.workflow.executeUpdateWithStart(update, {
      args: [message],
      updateId,
      startWorkflowOperation: new WithStartWorkflowOperation<
        (input: PolicyTermInput) => Promise<EndedTerm>
      >(TERM_WORKFLOW, {
        workflowId: termId,
        taskQueue: WORKFLOW_TASK_QUEUE,
        args: [{ policyNumber, termNumber, ...rest }],
        workflowIdConflictPolicy: 'USE_EXISTING',
        workflowIdReusePolicy: whenEnded,
        typedSearchAttributes: new TypedSearchAttributes([
          { key: searchAttributes.policyNumber, value: policyNumber },
        ]),
        staticSummary: `Term ${termNumber} of policy ${policyNumber}, opened by billing`,
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
  updateId: string,
  send: (updateId: string) => Promise<TermReply>,
): Promise<TermOutcome> {
  const remembered = await inTime(context, () => send(updateId));
  const reply =
    remembered.outcome === 'refused' && !FOR_GOOD.includes(remembered.refusal.code)
      ? await inTime(context, () => send(randomUUID()))
      : remembered;
  return reply.outcome === 'answered'
    ? { kind: 'answered', answer: reply.answer }
    : { kind: 'refused', refusal: reply.refusal };
}

/**
 * Asks the term, again where its run ended or went on between taking the message and answering it: under its id the
 * message counts once.
 */
async function inTime(
  { client, deadlines }: Temporal,
  call: () => Promise<TermReply>,
): Promise<TermReply> {
  const until = performance.now() + deadlines.workerMs;
  for (;;) {
    try {
      return await withinDeadline(client, until - performance.now(), call);
    } catch (error) {
      if (!isCutOff(error) || performance.now() + LONGEST_PAUSE_MS > until) throw readable(error);
      await pause(LONGEST_PAUSE_MS * (0.5 + Math.random() / 2));
    }
  }
}

const LONGEST_PAUSE_MS = 200;

/** Waits for its turn among the messages of this term, and says truly why no answer came. */
async function inTurn(
  context: TermContext,
  termId: string,
  tell: (within: TermContext) => Promise<TermOutcome>,
): Promise<TermOutcome> {
  const { deadlines, termLanes } = context;
  try {
    return await termLanes.send(
      termId,
      deadlines.workerMs,
      async ({ leftMs, wereOthersAnswered }) => {
        try {
          return await tell({ ...context, deadlines: { ...deadlines, workerMs: leftMs } });
        } catch (error) {
          throw isNoAnswer(error) && wereOthersAnswered()
            ? new TooManyAtOnce('takenPerhaps', { cause: error })
            : error;
        }
      },
    );
  } catch (error) {
    if (!(error instanceof NotSentInTimeError)) throw error;
    if (error.wereOthersAnswered) throw new TooManyAtOnce('notTaken', { cause: error });
    throw isUnavailable(error.cause)
      ? error.cause
      : new NoWorkerAnswered('notTaken', { cause: error });
  }
}

/** gRPC codes of a server that takes no more of a kind, that is away, and that has nobody to hand the update to. */
const [RESOURCE_EXHAUSTED, UNAVAILABLE, FAILED_PRECONDITION] = [8, 14, 9];

function readable(error: unknown): unknown {
  if (isCutOff(error)) return new NoWorkerAnswered('takenPerhaps', { cause: error });
  if (error instanceof WorkflowUpdateFailedError) return new UpdateRefused({ cause: error });
  if (error instanceof WorkflowUpdateRPCTimeoutOrCancelledError)
    return new NoWorkerAnswered('takenPerhaps', { cause: error });
  if (isFailureOfTask(error)) return new WorkflowFailing({ cause: error });
  if (grpcCode(error) === UNAVAILABLE) return error;
  // Of the updates in flight that a workflow may have; other processes send some too.
  if (grpcCode(error) === RESOURCE_EXHAUSTED)
    return new TooManyAtOnce('notTaken', { cause: error });
  if (isUnavailable(error) || grpcCode(error) === FAILED_PRECONDITION)
    return new NoWorkerAnswered('takenPerhaps', { cause: error });
  return error;
}

/** The term ended, or began its next run, between taking the message and answering it. */
function isCutOff(error: unknown): boolean {
  return (
    error instanceof WorkflowUpdateFailedError &&
    error.cause instanceof ApplicationFailure &&
    error.cause.type === 'AcceptedUpdateCompletedWorkflow'
  );
}

function isNoAnswer(error: unknown): boolean {
  return error instanceof NoWorkerAnswered;
}

/** Names a message by its own id and by what it says, so that other content is never answered for it. */
function messageId(kind: string, id: string, message: object): string {
  const digest = createHash('sha256').update(JSON.stringify(message)).digest('base64url');
  return `${kind}:${id}:${digest.slice(0, 22)}`;
}

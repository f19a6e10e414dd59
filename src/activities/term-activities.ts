import { randomUUID } from 'node:crypto';
import { Context } from '@temporalio/activity';
import {
  type Client,
  isGrpcServiceError,
  ServiceError,
  WithStartWorkflowOperation,
  WorkflowExecutionAlreadyStartedError,
  type WorkflowExecutionStatusName,
  WorkflowFailedError,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
} from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { addDays, type CivilDate } from '../domain/calendar/civil-date.js';
import type { Charge } from '../domain/money/charges.js';
import type { InstalmentPlan } from '../domain/billing/instalments.js';
import { instantMs, type Instant } from '../domain/calendar/instant.js';
import type { Cents } from '../domain/money/cents.js';
import type { BilledBind, BindingFlow, TermAnswer } from '../domain/policy-term/events.js';
import type { ProductBilling } from '../domain/product/product.js';
import { civilDateIn, instantIn } from '../domain/calendar/time-zone.js';
import { searchAttributes } from '../workflows/search-attributes.js';
import {
  carriedQuery,
  type EndedTerm,
  type PolicyTermInput,
  type SealedTerm,
  termBoundUpdate,
  type TermBound,
  type TermReply,
} from '../workflows/policy-term/messages.js';
import { termSearchActivities } from './term-search-activities.js';
import { TermHandOverRefused, TermHandOverUnavailable } from './term-hand-over-errors.js';
import { translated } from './translated.js';
import { WORKFLOW_TASK_QUEUE } from '../workflows/task-queues.js';
import { policyTermId } from '../domain/workflow-ids.js';
import type { UpFrontPayment } from '../domain/billing/choices.js';

/** A term that a transaction has bound, as its `policyTerm` workflow needs it. */
export type TermHandOver = BilledHandOver | UnbilledHandOver;

interface HandOver {
  /** Workflow id of the transaction that bound the term; makes a repeat a repeat. */
  readonly transaction: string;
  readonly policyNumber: string;
  readonly termNumber: number;
  readonly effectiveDate: CivilDate;
  readonly expirationDate: CivilDate;
  /** When the policy system bound it. */
  readonly boundAt: Instant;
  /** The product's; its clock says when days and the term end. */
  readonly timeZone: string;
  /** When terms begin and end by that clock, `HH:MM`. */
  readonly termTime: string;
  /** As billing was told them, or else as the policy system holds them. */
  readonly charges: readonly Charge[];
  /** How long the term waits out an outage before a person is asked. Milliseconds. */
  readonly outagePatienceMs: number;
}

/** A term that a billing system bills. */
export interface BilledHandOver extends HandOver {
  readonly product: ProductBilling;
  readonly flow: BindingFlow;
  /** The plan under which billing booked the term. */
  readonly plan: InstalmentPlan;
  /** What billing offered to invoice first under it. */
  readonly firstInvoiceCents: Cents;
  /** In the currency of the product. */
  readonly upFrontPayments: readonly UpFrontPayment[];
}

/** A term that the policy system alone bills. */
export interface UnbilledHandOver extends HandOver {
  readonly flow: 'notBilled';
}

export interface TermActivitiesOptions {
  /** How long a term is given to answer, 30 seconds unless said. Milliseconds. */
  readonly callLimitMs?: number;
}

export type TermActivities = ReturnType<typeof createTermActivities>;

/** Shorter than the time after which a worker is taken for dead, so that this step is the one to say what happened. */
const CALL_LIMIT_MS = 30_000;

/** The workflow wants to know; a term that is bound as it is opened never waits for its bind so long. Milliseconds. */
const UNBOUND_PATIENCE_MS = 30 * 86_400_000;

/** How long a term that is opened again stays; longer than a repeat of this step may hold what its earlier run left. */
const LINGER_MS = 120_000;

/** The steps of a transaction that touch the workflows of policy terms. */
export function createTermActivities({ callLimitMs = CALL_LIMIT_MS }: TermActivitiesOptions = {}) {
  const activities = {
    /** Whether a term that ends on a day is over, by the clock of its product. */
    hasEnded(
      request: Pick<TermHandOver, 'expirationDate' | 'timeZone' | 'termTime'>,
    ): Promise<boolean> {
      return Promise.resolve(instantMs(endOfTerm(request)) <= Date.now());
    },

    /** Whether the term was handed over before: its workflow is known, and knows the day on which the term begins. */
    async wasHandedOver(request: { policyNumber: string; termNumber: number }): Promise<boolean> {
      const { policyNumber, termNumber } = request;
      const { client } = Context.current();
      const workflow = client.workflow.getHandle(policyTermId(policyNumber, termNumber));
      return told(`${policyNumber}-${termNumber}`, () =>
        client.withDeadline(Date.now() + callLimitMs, async () => {
          const { typedSearchAttributes } = await workflow.describe();
          return typedSearchAttributes.get(searchAttributes.effectiveDate) !== undefined;
        }),
      ).catch((error: unknown) => {
        if (error instanceof WorkflowNotFoundError) return false;
        throw error;
      });
    },

    /**
     * Hands a bound term to its workflow, which is started unless money has opened it before. Repeatable.
     *
     * @returns what the term answered; null when an earlier run of the transaction handed it over with other content
     * @throws TermHandOverRefused `termAlreadyBound` when another transaction bound it
     */
    async handOverTerm(request: TermHandOver): Promise<TermAnswer | null> {
      const { policyNumber, termNumber } = request;
      const term = `${policyNumber}-${termNumber}`;
      const { client } = Context.current();
      const reply = await told(term, () => tellAsOften(client, request, callLimitMs));
      if (reply.outcome === 'answered') return reply.answer;
      // This very transaction bound it, in an earlier run and before something was corrected: that bind stands.
      if (reply.refusal.code === 'contentDiffers') return null;
      throw new TermHandOverRefused(term, reply.refusal);
    },
  };
  return translated({ ...activities, ...termSearchActivities });
}

/**
 * Sends the bind under an id that its repeats share, so that repeats while no worker answers are one update.
 *
 * Temporal answers an id from memory as long as it knows it, failures and refusals too, which a person may have mended
 * by now. Those are asked for anew; to the term it is the same bind.
 */
async function tellAsOften(
  client: Client,
  request: TermHandOver,
  callLimitMs: number,
): Promise<TermReply> {
  const send = (updateId: string) =>
    client.withDeadline(Date.now() + callLimitMs, () => tell(client, request, updateId));
  try {
    const remembered = await send(request.transaction);
    if (remembered.outcome === 'answered') return remembered;
  } catch (error) {
    if (!(error instanceof WorkflowUpdateFailedError)) throw error;
  }
  return send(randomUUID());
}

/**
 * A run that ended unbound goes on from where it ended: what was taken back then must not count now. So does one that was
 * ended by an operator, from which Temporal still answers what it had been told.
 */
async function tell(client: Client, request: TermHandOver, updateId: string): Promise<TermReply> {
  const { policyNumber, termNumber } = request;
  const ended = client.workflow.getHandle<() => Promise<EndedTerm>>(
    policyTermId(policyNumber, termNumber),
  );
  try {
    const reply = await starting(client, request, updateId, null);
    const { status } = await ended.describe();
    if (!CUT_OFF.includes(status.name)) return reply;
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
  const carried = await ended.result().then(
    (left) => left.carried,
    (error: unknown) => {
      // It said nothing at its end: a worker learns from the history what it knew.
      if (error instanceof WorkflowFailedError) return ended.query(carriedQuery);
      throw error;
    },
  );
  return starting(client, request, randomUUID(), { carried });
}

/** How Temporal calls the end of a run that did not end by itself. */
const CUT_OFF: readonly WorkflowExecutionStatusName[] = [
  'TERMINATED',
  'FAILED',
  'CANCELLED',
  'TIMED_OUT',
];

/** @param earlier what an ended run left, which is then gone on from; null to open no ended term */
function starting(
  client: Client,
  request: TermHandOver,
  updateId: string,
  earlier: { readonly carried: SealedTerm | undefined } | null,
): Promise<TermReply> {
  const { policyNumber, termNumber, transaction, outagePatienceMs } = request;
  const input: PolicyTermInput = {
    policyNumber,
    termNumber,
    outagePatienceMs,
    unboundPatienceMs: UNBOUND_PATIENCE_MS,
    ...(earlier?.carried ? { carried: earlier.carried, lingerMs: LINGER_MS } : {}),
  };
  return client.workflow.executeUpdateWithStart(termBoundUpdate, {
    args: [messageOf(request)],
    updateId,
    startWorkflowOperation: new WithStartWorkflowOperation<
      (input: PolicyTermInput) => Promise<EndedTerm>
    >('policyTerm', {
      workflowId: policyTermId(policyNumber, termNumber),
      taskQueue: WORKFLOW_TASK_QUEUE,
      args: [input],
      workflowIdConflictPolicy: 'USE_EXISTING',
      workflowIdReusePolicy: earlier === null ? 'REJECT_DUPLICATE' : 'ALLOW_DUPLICATE',
      staticSummary: `Term ${termNumber} of policy ${policyNumber}, bound by ${transaction}`,
    }),
  });
}

function messageOf(request: TermHandOver): TermBound {
  const { effectiveDate, expirationDate, transaction, charges } = request;
  return {
    event: {
      kind: 'bound',
      id: `${transaction}/bound`,
      transaction,
      effectiveDate,
      charges,
      ...(request.flow === 'notBilled' ? { flow: request.flow } : bindOf(request)),
    },
    effectiveDate,
    expirationDate,
    paymentDeadline: request.flow === 'notBilled' ? null : paymentDeadline(request),
    endOfTerm: endOfTerm(request),
  };
}

function bindOf({
  product,
  flow,
  plan,
  firstInvoiceCents,
  upFrontPayments,
}: BilledHandOver): BilledBind {
  const { currency } = product;
  return {
    flow,
    currency,
    plan,
    firstInvoiceCents,
    rule: product.confirmation,
    toleranceCents: product.toleranceCents,
    upFrontPayments: upFrontPayments.map((payment) => ({ ...payment, currency })),
    cancelsForNonPayment: product.cancelsForNonPayment,
  };
}

function paymentDeadline(request: BilledHandOver): Instant {
  const { timeZone, product } = request;
  return endOfDay(timeZone, addDays(payableFrom(request), product.paymentDeadlineDays));
}

function endOfTerm({
  expirationDate,
  timeZone,
  termTime,
}: Pick<TermHandOver, 'expirationDate' | 'timeZone' | 'termTime'>): Instant {
  return instantIn(timeZone, expirationDate, termTime);
}

/** The day from which the payment deadline counts: nobody can pay in time for what was bound after it began. */
function payableFrom({ effectiveDate, boundAt, timeZone }: TermHandOver): CivilDate {
  const boundOn = civilDateIn(timeZone, new Date(boundAt));
  return boundOn > effectiveDate ? boundOn : effectiveDate;
}

/** The last moment of a day: money received at the deadline itself is in time. */
function endOfDay(timeZone: string, date: CivilDate): Instant {
  return new Date(instantMs(instantIn(timeZone, addDays(date, 1), '00:00')) - 1).toISOString();
}

/** Asks the workflow; that nobody answers is said in one way, whichever part of Temporal it comes from. */
async function told<T>(term: string, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (isCutOff(error)) {
      throw new TermHandOverUnavailable(term, 'the term ended meanwhile', { cause: error });
    }
    if (isNoAnswer(error)) {
      throw new TermHandOverUnavailable(term, 'Temporal or its workers did not answer in time', {
        cause: error,
      });
    }
    throw error;
  }
}

/** The workflow ended, or began its next run, between taking the message and answering it. */
function isCutOff(error: unknown): boolean {
  return (
    error instanceof WorkflowUpdateFailedError &&
    error.cause instanceof ApplicationFailure &&
    error.cause.type === 'AcceptedUpdateCompletedWorkflow'
  );
}

function isNoAnswer(error: unknown): boolean {
  return (
    error instanceof WorkflowUpdateRPCTimeoutOrCancelledError ||
    error instanceof ServiceError ||
    isGrpcServiceError(error)
  );
}

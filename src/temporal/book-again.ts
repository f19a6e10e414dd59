import { randomUUID } from 'node:crypto';
import { type Temporal, withinDeadline } from './deadlines.js';
import { findTransaction } from './transactions.js';

/** What came of having a transaction book again. */
export type BookedAgain =
  | { readonly kind: 'begun' }
  /** It is at work, and books by itself what it owes. */
  | { readonly kind: 'atWork' }
  /** Temporal knows nothing of it any more, or it never booked. */
  | { readonly kind: 'forgotten' };

/** The steps by which a term is booked, the first of them that a transaction made first. */
const BOOKING_STEPS: readonly string[] = [
  'ensureAccount',
  'createPolicyPeriod',
  'renewPolicyPeriod',
  'rewritePolicyPeriod',
];

/**
 * Has the transaction that bound a term book it in billing again: Temporal sets it back to where it began to book. Its transaction
 * ids are the same, so that what billing has after all is not booked twice; it writes nothing to the policy system, and hands a term
 * over that is there already.
 */
export async function bookAgain(temporal: Temporal, transaction: string): Promise<BookedAgain> {
  const found = await findTransaction(temporal, transaction);
  if (found === null) return { kind: 'forgotten' };
  if (found.isRunning) return { kind: 'atWork' };
  const { runId } = found;
  const point = await bookingPoint(temporal, { workflowId: transaction, runId });
  if (point === null) return { kind: 'forgotten' };
  const { client, deadlines } = temporal;
  await withinDeadline(client, deadlines.serverMs, () =>
    client.workflowService.resetWorkflowExecution({
      namespace: client.options.namespace,
      workflowExecution: { workflowId: transaction, runId },
      reason: 'Billing does not know the term: it is booked again.',
      workflowTaskFinishEventId: point as never,
      requestId: randomUUID(),
    }),
  );
  return { kind: 'begun' };
}

/** The task of the workflow that asked for the first step of the booking. */
async function bookingPoint(
  { client, deadlines }: Temporal,
  { workflowId, runId }: { readonly workflowId: string; readonly runId: string },
): Promise<number | null> {
  const { events } = await withinDeadline(client, deadlines.serverMs, () =>
    client.workflow.getHandle(workflowId, runId).fetchHistory(),
  );
  for (const event of events ?? []) {
    const asked = event.activityTaskScheduledEventAttributes;
    if (asked && BOOKING_STEPS.includes(asked.activityType?.name ?? ''))
      return Number(asked.workflowTaskCompletedEventId);
  }
  return null;
}

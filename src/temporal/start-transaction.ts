import { WorkflowExecutionAlreadyStartedError, WorkflowFailedError } from '@temporalio/client';
import { TypedSearchAttributes } from '@temporalio/common';
import {
  newRecord,
  type RequestFacts,
  type TransactionRecord,
} from '../domain/transaction/record.js';
import { firstState, type Milestone, type TransactionKind } from '../domain/transaction/kinds.js';
import { searchAttributes } from '../workflows/search-attributes.js';
import { WORKFLOW_TASK_QUEUE } from '../workflows/task-queues.js';
import type { TransactionMemo } from '../workflows/transaction/messages.js';
import { type Temporal, withinDeadline } from './deadlines.js';
import { NoWorkerAnswered, WorkflowFailing } from './errors.js';
import { findTransaction, type FoundTransaction, readRecord } from './transactions.js';
import {
  askedOf,
  isEnded,
  type KnownRecord,
  recordOf,
  wasEndedInTemporal,
} from './visible-transactions.js';

/** What every kind is begun with. */
interface Advanceable {
  /** How far it is asked to go; to its end unless said. */
  readonly advanceTo?: Milestone;
}

/** A transaction that is to be started, unless it was before. */
export interface TransactionStart<Input extends Advanceable> {
  /** Workflow id, made of business keys: the same request twice is one transaction. */
  readonly id: string;
  readonly kind: TransactionKind;
  readonly input: Input;
  readonly facts: RequestFacts;
  /** Tells whether a transaction that is known was started by the same request. */
  readonly requestDigest: string;
  /** For operators. */
  readonly summary: string;
  /** When it was asked for, where days that were not said follow from that. ISO instant. */
  readonly requestedAt?: string;
  /** The group of its quote, or the transaction for which it makes a term; see `PartOf`. */
  readonly partOf?: string | undefined;
  /** Whether another may be begun after one that ended so; none unless said. */
  readonly mayFollow?: (ended: KnownRecord) => boolean;
}

/** What a run is told of the one whose work it takes up. */
type TakenUp = Pick<
  TransactionMemo,
  'takesUpRun' | 'wasAdvanced' | 'acceptedDigest' | 'unboundQuote'
>;

/** What came of a start. */
export type Started =
  /** Begun just now. */
  | { readonly kind: 'begun'; readonly record: KnownRecord }
  /** The same request has begun it before. */
  | { readonly kind: 'known'; readonly record: KnownRecord }
  /** The id belongs to a transaction that another request has begun. */
  | { readonly kind: 'otherRequest' }
  /** The id belongs to a workflow of which nobody noted what was requested: another client of Temporal started it. */
  | { readonly kind: 'startedElsewhere' };

/**
 * Starts a transaction, or finds the one that the same request started. One that was ended in Temporal is taken up again.
 *
 * @throws NoWorkerAnswered when it is to be known how a transaction stands, and no worker answers in time
 * @throws WorkflowFailing when none can
 */
export async function startTransaction<Input extends Advanceable>(
  temporal: Temporal,
  start: TransactionStart<Input>,
): Promise<Started> {
  const begun = await begin(temporal, start, 'REJECT_DUPLICATE');
  if (begun) return begun;
  const found = await findTransaction(temporal, start.id);
  if (!found) return { kind: 'startedElsewhere' };
  const digest = found.visible.memo['requestDigest'];
  const isSame = digest === start.requestDigest;
  if (!isSame && isOnItsWayOut(found)) {
    await untilClosed(temporal, found);
    return startTransaction(temporal, start);
  }
  if (isSame && wasEndedInTemporal(found.visible)) {
    // It goes as far as it was asked to by then: who posts the same again has not accepted anything by that.
    const input = { ...start.input, advanceTo: askedOf(found.visible) };
    const wasAdvanced = found.visible.memo['wasAdvanced' satisfies keyof TransactionMemo] === true;
    const { acceptedDigest, unboundQuote } = found.visible.memo as Partial<TransactionMemo>;
    const takenUp = {
      takesUpRun: found.runId,
      ...(wasAdvanced ? { wasAdvanced } : {}),
      ...(acceptedDigest === undefined ? {} : { acceptedDigest }),
      ...(typeof unboundQuote === 'string' ? { unboundQuote } : {}),
    };
    return beginAgain(temporal, { ...start, input }, takenUp);
  }
  const record = found.isRunning ? recordOf(found.visible) : await readRecord(temporal, found);
  if (isSame) return { kind: 'known', record };
  if (typeof digest !== 'string') {
    if (found.isFailing) throw new WorkflowFailing();
    return { kind: 'startedElsewhere' };
  }
  const isFollowed = !found.isRunning && start.mayFollow?.(record) === true;
  if (record.failure?.code !== 'conflict' && !isFollowed) return { kind: 'otherRequest' };
  // The other request lost to what the policy system holds and wrote nothing: it must not bar the rightful one.
  return beginAgain(temporal, start);
}

/** It has come to its end and tells of it yet: what may follow it is known once it is closed. */
function isOnItsWayOut({ isRunning, isFailing, visible }: FoundTransaction): boolean {
  return isRunning && !isFailing && isEnded(recordOf(visible));
}

/** @throws NoWorkerAnswered when it is not closed in time */
async function untilClosed(
  { client, deadlines }: Temporal,
  { visible, runId }: FoundTransaction,
): Promise<void> {
  const handle = client.workflow.getHandle(visible.workflowId, runId);
  try {
    await withinDeadline(client, deadlines.workerMs, () => handle.result());
  } catch (error) {
    // However it ended, it is closed.
    if (error instanceof WorkflowFailedError) return;
    throw new NoWorkerAnswered('notTaken', { cause: error });
  }
}

/** What a request is told of one under its id, before anything is started. */
export type StartedBefore =
  | Exclude<Started, { readonly kind: 'begun' }>
  /** The same request began it, and it was ended in Temporal: it is taken up by starting it again. */
  | {
      readonly kind: 'endedInTemporal';
      readonly requestedAt: string | null;
      readonly termNumber: number | null;
    };

/** Looks for the transaction that a request may have started before; null when its id is free. */
export async function startedBefore(
  temporal: Temporal,
  id: string,
  requestDigest: string,
): Promise<StartedBefore | null> {
  const found = await findTransaction(temporal, id);
  if (!found) return null;
  const { memo } = found.visible;
  const { requestDigest: digest, requestedAt, termNumber } = memo as Partial<TransactionMemo>;
  if (digest === undefined && found.isFailing) throw new WorkflowFailing();
  if (digest === undefined) return { kind: 'startedElsewhere' };
  if (digest !== requestDigest) return { kind: 'otherRequest' };
  if (wasEndedInTemporal(found.visible)) {
    return {
      kind: 'endedInTemporal',
      requestedAt: requestedAt ?? null,
      termNumber: termNumber ?? null,
    };
  }
  const record = found.isRunning ? recordOf(found.visible) : await readRecord(temporal, found);
  return { kind: 'known', record };
}

/**
 * Has a transaction that is over begin anew, because something came for it. Of several that do so at once one begins, for all.
 *
 * @param start its digest is that of the request that began it first, so that its repeats find it still
 */
export async function reopenTransaction<Input extends Advanceable>(
  temporal: Temporal,
  start: TransactionStart<Input>,
): Promise<void> {
  await beginAgain(temporal, start);
}

/** Begins anew under the id of a transaction that is over. Of several that do so at once one begins, for all of them. */
async function beginAgain<Input extends Advanceable>(
  temporal: Temporal,
  start: TransactionStart<Input>,
  takenUp: TakenUp = {},
): Promise<Started> {
  const begun = await begin(temporal, start, 'ALLOW_DUPLICATE', takenUp);
  if (begun) return begun;
  const found = await findTransaction(temporal, start.id);
  return found?.visible.memo['requestDigest'] === start.requestDigest
    ? { kind: 'known', record: recordOf(found.visible) }
    : { kind: 'otherRequest' };
}

/** @returns null when there is one under the id, or was where that counts */
async function begin<Input extends Advanceable>(
  { client, deadlines }: Temporal,
  { id, kind, input, facts, requestDigest, summary, requestedAt, partOf }: TransactionStart<Input>,
  workflowIdReusePolicy: 'REJECT_DUPLICATE' | 'ALLOW_DUPLICATE',
  takenUp: TakenUp = {},
): Promise<Started | null> {
  const { product, expirationDate, changes } = facts;
  const { advanceTo } = input;
  const memo: TransactionMemo = {
    requestDigest,
    product,
    expirationDate,
    ...(changes ? { termNumber: changes.termNumber } : {}),
    ...(advanceTo === undefined ? {} : { advanceTo }),
    ...(requestedAt === undefined ? {} : { requestedAt }),
    ...takenUp,
  };
  try {
    await withinDeadline(client, deadlines.serverMs, () =>
      client.workflow.start<(input: Input) => Promise<TransactionRecord>>(kind, {
        workflowId: id,
        taskQueue: WORKFLOW_TASK_QUEUE,
        args: [input],
        workflowIdReusePolicy,
        workflowIdConflictPolicy: 'FAIL',
        typedSearchAttributes: attributesOf(kind, facts, partOf),
        memo: { ...memo },
        staticSummary: summary,
      }),
    );
  } catch (error) {
    if (error instanceof WorkflowExecutionAlreadyStartedError) return null;
    throw error;
  }
  return { kind: 'begun', record: newRecord(id, kind, facts, advanceTo) };
}

function attributesOf(
  kind: TransactionKind,
  { reference, product, effectiveDate, changes }: RequestFacts,
  partOf: string | undefined,
): TypedSearchAttributes {
  return new TypedSearchAttributes([
    { key: searchAttributes.transactionKind, value: kind },
    { key: searchAttributes.transactionState, value: firstState(kind) },
    { key: searchAttributes.externalSystem, value: reference.system },
    { key: searchAttributes.externalId, value: reference.id },
    { key: searchAttributes.effectiveDate, value: effectiveDate },
    { key: searchAttributes.needsAttention, value: false },
    { key: searchAttributes.product, value: product },
    ...(changes ? [{ key: searchAttributes.policyNumber, value: changes.policyNumber }] : []),
    ...(partOf === undefined ? [] : [{ key: searchAttributes.partOf, value: partOf }]),
  ]);
}

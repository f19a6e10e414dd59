import type { UpdateDefinition } from '@temporalio/common';
import type { TransactionRecord } from '../../domain/transaction/record.js';
import type { Temporal } from '../../temporal/deadlines.js';
import { WorkflowEnded } from '../../temporal/errors.js';
import { sendAct } from '../../temporal/send-act.js';
import { type FoundTransaction, readRecord } from '../../temporal/transactions.js';
import type { KnownRecord } from '../../temporal/visible-transactions.js';

/** What somebody does to a transaction. */
export interface Act<Argument> {
  readonly update: UpdateDefinition<TransactionRecord, [Argument]>;
  readonly content: Argument;
  /** Where the sender repeats it under an id of its own, it counts once. */
  readonly updateId?: string;
  /** Where it is meant for that run alone. */
  readonly runId?: string;
}

/**
 * Has somebody act on a transaction, and reads the record of one to which nothing happens any more.
 *
 * @param find asked again when it ends meanwhile
 * @throws the errors of `sendAct`, but that it has ended
 */
export async function actOrRead<Argument>(
  temporal: Temporal,
  found: FoundTransaction,
  find: () => Promise<FoundTransaction>,
  { update, content, updateId, runId }: Act<Argument>,
): Promise<{ readonly record: KnownRecord; readonly isTaken: boolean }> {
  if (found.isRunning) {
    try {
      const { workflowId } = found.visible;
      const to = runId === undefined ? workflowId : { workflowId, runId };
      const record = await sendAct(temporal, to, update, content, updateId);
      return { record, isTaken: true };
    } catch (error) {
      if (!(error instanceof WorkflowEnded)) throw error;
    }
  }
  return { record: await readRecord(temporal, await find()), isTaken: false };
}

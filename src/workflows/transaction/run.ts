import { CancellationScope } from '@temporalio/workflow';
import type { TransactionRecord } from '../../domain/transaction/record.js';
import type { KindInWorkflow } from './kind.js';
import { abandonAsCancelled, answerPeople } from './people.js';
import { Abandoned, Transaction, type Beginning } from './transaction.js';

/** The part of a transaction that is its own. */
interface Course<Request> {
  /** From the first step to the last. */
  readonly carryOut: (transaction: Transaction<Request>) => Promise<void>;
  /** Leaves the policy system in order after a person has ended the transaction. */
  readonly closeAbandoned: (transaction: Transaction<Request>) => Promise<void>;
}

/**
 * Runs a transaction of any kind: answers whoever asks or acts, and ends with a record. Call it before the first await.
 *
 * A cancellation in Temporal is an abandonment: cut off halfway the transaction would leave things in the policy system of
 * which nobody knows. It never ends as a failed workflow while somebody could mend it.
 */
export async function runTransaction<Request>(
  kind: KindInWorkflow<Request>,
  beginning: Beginning<Request>,
  course: Course<Request>,
): Promise<TransactionRecord> {
  const { cancelRequested } = CancellationScope.current();
  return CancellationScope.nonCancellable(async () => {
    const transaction = new Transaction(kind, beginning);
    answerPeople(transaction);
    cancelRequested.catch(() => abandonAsCancelled(transaction));
    return Promise.race([untilClosed(transaction, course), transaction.outbox.handOver()]);
  });
}

async function untilClosed<Request>(
  transaction: Transaction<Request>,
  { carryOut, closeAbandoned }: Course<Request>,
): Promise<TransactionRecord> {
  try {
    await carryOut(transaction);
  } catch (error) {
    if (!(error instanceof Abandoned)) throw error;
    await closeAbandoned(transaction);
  }
  return transaction.close();
}

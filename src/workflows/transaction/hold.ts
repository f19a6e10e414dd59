import { condition } from '@temporalio/workflow';
import { isBefore, type Milestone } from '../../domain/transaction/kinds.js';
import type { AwaitedPerson } from './open-record.js';
import { Abandoned, type Transaction } from './transaction.js';

/** What ended the waiting at a milestone: it may go further, or a correction came and what led to it is made again. */
export type LetGo = 'advanced' | 'corrected';

/**
 * Waits at a milestone for as long as nobody has asked for more; goes on at once where that was asked before.
 *
 * @throws Abandoned when a person ends the transaction instead
 */
export async function holdAt<Request>(
  transaction: Transaction<Request>,
  milestone: Milestone,
): Promise<LetGo> {
  const { record } = transaction;
  if (record.failure !== null) throw new Abandoned();
  if (isBefore(record.kind, milestone, record.advanceTo)) return 'advanced';
  return holdUntilLetGo(transaction, milestone);
}

/**
 * Waits at a milestone, however far was asked for, until it is let go.
 *
 * @param awaited for whom; for a word to go on unless said
 * @throws Abandoned when a person ends the transaction instead
 */
export async function holdUntilLetGo<Request>(
  transaction: Transaction<Request>,
  milestone: Milestone,
  awaited: AwaitedPerson | null = null,
): Promise<LetGo> {
  const { record } = transaction;
  const { revision } = record;
  transaction.hold(milestone, awaited);
  await condition(() => record.heldAt === null);
  if (record.failure !== null) throw new Abandoned();
  return record.revision === revision ? 'advanced' : 'corrected';
}

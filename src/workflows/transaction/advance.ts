import { ApplicationFailure } from '@temporalio/workflow';
import { isBefore, KINDS, lastMilestone, stageOf } from '../../domain/transaction/kinds.js';
import type { TransactionRecord } from '../../domain/transaction/record.js';
import type { Advance } from './messages.js';
import { refuseOtherMembers, refuseUnreadableOf } from './readable-act.js';
import type { Transaction } from './transaction.js';

type Advanced = Pick<Transaction<unknown>, 'record' | 'advance'>;

/** Has the transaction go further. What it was asked for before, has reached or passed changes nothing. */
export function advance(transaction: Advanced, sent: Advance): TransactionRecord {
  const { kind, advanceTo: asked } = transaction.record;
  const { by, advanceTo = lastMilestone(kind) } = sent;
  if (isBefore(kind, asked, advanceTo)) transaction.advance({ by, advanceTo });
  return transaction.record;
}

/** @throws ApplicationFailure of a type that `advanceUpdate` names */
export function refuseAdvance({ record }: Advanced, sent: Advance): void {
  refuseUnreadableOf(sent, ['by']);
  refuseOtherMembers(sent, ['by', 'advanceTo', 'revision']);
  const milestones: readonly string[] = KINDS[record.kind].milestones;
  const { advanceTo = lastMilestone(record.kind), revision = record.revision } = sent;
  if (!milestones.includes(advanceTo)) {
    throw refusal('invalidInput', `Send one of ${milestones.join(', ')} as advanceTo.`);
  }
  if (!Number.isSafeInteger(revision)) {
    throw refusal('invalidInput', 'Send the revision as a whole number, or leave it out.');
  }
  if (!isBefore(record.kind, record.advanceTo, advanceTo)) return;
  if (stageOf(record.kind, record.state) === 'ended' || record.failure !== null) {
    throw refusal('alreadyEnded', 'The transaction has ended.');
  }
  if (sent.revision !== undefined && isQuotedAnew(record)) {
    throw refusal(
      'staleRevision',
      'What it was quoted at is no longer so, or not yet: look at it again when it waits.',
    );
  }
  if (revision !== record.revision) {
    throw refusal(
      'staleRevision',
      `It was asked for from revision ${revision}; the transaction is at ${record.revision}.`,
    );
  }
}

/**
 * Whether it is on its way with a price that may be another when it waits again. Whoever names the revision accepts what
 * they saw, and after a correction the record has the new revision before it has the new price.
 */
function isQuotedAnew({ totalCents, heldAt, attention }: TransactionRecord): boolean {
  return totalCents !== null && heldAt === null && attention === null;
}

function refusal(code: string, message: string): ApplicationFailure {
  return ApplicationFailure.nonRetryable(message, code);
}

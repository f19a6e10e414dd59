import { log, metricMeter } from '@temporalio/workflow';
import type { StepName } from '../../domain/transaction/kinds.js';
import type { TransactionRecord } from '../../domain/transaction/record.js';

/**
 * What operators hear of a transaction: a line of the worker's log and a number to alarm on. Told once, not again when the
 * history is replayed; a task of the workflow that was lost on its way may tell twice. Ids and codes alone, no reasons: those may
 * name what a submission says.
 */

/** It waits for a person. */
export function tellStopped(record: TransactionRecord): void {
  const { attention, kind } = record;
  if (attention === null) return;
  const { step, cause, field } = attention;
  log.warn('transaction stopped', { ...facts(record), step, cause, field });
  metricMeter
    .createCounter(
      'bindery_transaction_stops',
      undefined,
      'Transactions that stopped for a person.',
    )
    .add(1, { kind, step, cause });
}

/** A person put right what stopped it, or the step is no longer wanted. */
export function tellResumed(record: TransactionRecord, step: StepName): void {
  log.info('transaction resumed', { ...facts(record), step, revision: record.revision });
}

/** Nothing happens to it any more. */
export function tellEnded(record: TransactionRecord): void {
  const { kind, state, failure } = record;
  log.info('transaction ended', { ...facts(record), failureCode: failure?.code ?? 'none' });
  metricMeter
    .createCounter('bindery_transactions_ended', undefined, 'Transactions that came to their end.')
    .add(1, { kind, state, failure: failure?.code ?? 'none' });
}

function facts({ id, kind, state, policyNumber }: TransactionRecord): Record<string, unknown> {
  return { transactionId: id, kind, state, policyNumber };
}

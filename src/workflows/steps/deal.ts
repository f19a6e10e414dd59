import { proxyActivities, type ActivityInterfaceFor } from '@temporalio/workflow';
import type { PolicyActivities } from '../../activities/policy-activities.js';
import type { ProducerFacts, QuoteFacts } from '../../ports/policy-system.js';
import { readOptions, writeOptions } from '../activity-options.js';
import type { NewBusinessInput } from '../messages.js';
import { Remembered } from '../remembered.js';
import type { TransactionDesk } from '../transaction-desk.js';

/** When a worker that does not come back from a write is taken for dead. */
const DEFAULT_WRITE_LIMIT_MS = 70_000;

/** What every step of new business works with. */
export interface Deal {
  readonly desk: TransactionDesk;
  readonly input: NewBusinessInput;
  readonly writeLimitMs: number;
  /** For what only reads, or may be repeated at will. */
  readonly read: ActivityInterfaceFor<PolicyActivities>;
  readonly write: ActivityInterfaceFor<PolicyActivities>;
  readonly reference: Remembered<{
    readonly quotes: readonly QuoteFacts[];
    readonly insuredKeys: readonly string[];
  }>;
  readonly producer: Remembered<ProducerFacts>;
}

export function openDeal(desk: TransactionDesk, input: NewBusinessInput): Deal {
  const { outagePatienceMs, writeLimitMs = DEFAULT_WRITE_LIMIT_MS } = input;
  const read = proxyActivities<PolicyActivities>(readOptions(outagePatienceMs));
  const write = proxyActivities<PolicyActivities>(writeOptions(outagePatienceMs, writeLimitMs));

  const reference = new Remembered(desk, () => {
    const { reference: wanted, insured } = desk.submission;
    return read.lookUpReference({ reference: wanted, insured });
  });
  const producer = new Remembered(desk, () => {
    const { producer: wanted, product, underwriterGuid } = desk.submission;
    return read.resolveProducer({
      producer: wanted,
      product,
      ...(underwriterGuid === undefined ? {} : { underwriterGuid }),
    });
  });
  return { desk, input, writeLimitMs, read, write, reference, producer };
}

import { proxyActivities, type ActivityInterfaceFor } from '@temporalio/workflow';
import type { BillingActivities } from '../../activities/billing-activities.js';
import type { PolicyActivities } from '../../activities/policy-activities.js';
import type { TermActivities } from '../../activities/term-activities.js';
import type { ProductBilling } from '../../domain/product.js';
import type { ProducerFacts, QuoteFacts } from '../../ports/policy-system.js';
import {
  billingOptions,
  DEFAULT_CALL_LIMIT_MS,
  readOptions,
  writeOptions,
} from '../activity-options.js';
import type { NewBusinessInput } from '../messages.js';
import { Remembered } from '../remembered.js';
import type { TransactionDesk } from '../transaction-desk.js';
import { Told } from './told.js';

/** What every step of new business works with. */
export interface Deal {
  readonly desk: TransactionDesk;
  readonly input: NewBusinessInput;
  readonly callLimitMs: number;
  /** For what only reads, or may be repeated at will. */
  readonly read: ActivityInterfaceFor<PolicyActivities>;
  readonly write: ActivityInterfaceFor<PolicyActivities>;
  readonly reference: Remembered<{
    readonly quotes: readonly QuoteFacts[];
    readonly insuredKeys: readonly string[];
  }>;
  readonly producer: Remembered<ProducerFacts>;
  /** What the policy system has of it by now. */
  readonly told: Told;
}

/** A deal whose term a billing system bills. */
export interface BilledDeal extends Deal {
  readonly product: ProductBilling;
  /** The product's; its clock says when the term and its deadlines end. */
  readonly timeZone: string;
  readonly billing: ActivityInterfaceFor<BillingActivities>;
  readonly terms: ActivityInterfaceFor<TermActivities>;
}

/** @returns null where the policy system alone bills */
export function billed(deal: Deal): BilledDeal | null {
  const { billing, outagePatienceMs } = deal.input;
  if (!billing) return null;
  const options = billingOptions(outagePatienceMs, deal.callLimitMs);
  return {
    ...deal,
    ...billing,
    billing: proxyActivities<BillingActivities>(options),
    terms: proxyActivities<TermActivities>(options),
  };
}

export function openDeal(desk: TransactionDesk, input: NewBusinessInput): Deal {
  const { outagePatienceMs, callLimitMs = DEFAULT_CALL_LIMIT_MS } = input;
  const read = proxyActivities<PolicyActivities>(readOptions(outagePatienceMs, callLimitMs));
  const write = proxyActivities<PolicyActivities>(writeOptions(outagePatienceMs, callLimitMs));

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
  return { desk, input, callLimitMs, read, write, reference, producer, told: new Told() };
}

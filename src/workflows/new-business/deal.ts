import { proxyActivities, type ActivityInterfaceFor } from '@temporalio/workflow';
import type { BillingActivities } from '../../activities/billing-activities.js';
import type { PolicyActivities } from '../../activities/policy-activities.js';
import type { TermActivities } from '../../activities/term-activities.js';
import type { ProductBilling } from '../../domain/product/product.js';
import type { ProducerFacts } from '../../ports/policy-system.js';
import {
  billingOptions,
  DEFAULT_CALL_LIMIT_MS,
  readOptions,
  writeOptions,
} from '../transaction/activity-options.js';
import type { NewBusinessInput } from '../transaction/messages.js';
import { Remembered } from '../transaction/remembered.js';
import type { TransactionDesk } from '../transaction/transaction-desk.js';
import { Told } from './told.js';

/** What the first step of new business works with. */
export interface Enquiry {
  readonly desk: TransactionDesk;
  readonly input: NewBusinessInput;
  readonly reference: Remembered<Awaited<ReturnType<PolicyActivities['lookUpReference']>>>;
  readonly producer: Remembered<ProducerFacts>;
}

/** What every later step works with. */
export interface Deal extends Enquiry {
  /** When a worker that does not come back from a step is taken for dead. Milliseconds. */
  readonly callLimitMs: number;
  /** For what only reads, or may be repeated at will. */
  readonly read: ActivityInterfaceFor<PolicyActivities>;
  readonly write: ActivityInterfaceFor<PolicyActivities>;
  /** What the policy system has of it by now. */
  readonly told: Told;
}

/** A deal whose term a billing system bills. */
export interface BilledDeal extends Deal {
  readonly product: ProductBilling;
  /** The product's; its clock says when the term and its deadlines end. */
  readonly timeZone: string;
  /** When terms begin and end there, `HH:MM`. */
  readonly termTime: string;
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

/** Nothing is known yet of the workers, so these questions are given the usual time. */
export function openEnquiry(desk: TransactionDesk, input: NewBusinessInput): Enquiry {
  const { outagePatienceMs, callLimitMs } = input;
  const read = proxyActivities<PolicyActivities>(readOptions(outagePatienceMs, callLimitMs));

  const reference = new Remembered(desk, () => {
    const { reference: wanted, insured } = desk.submission;
    return read.lookUpReference({ reference: wanted, insured });
  });
  const producer = new Remembered(desk, () => {
    const { producer: wanted, product, underwriterGuid } = desk.submission;
    const { insuredGuid, submissionGroupGuid } = desk.ids;
    const isBound = desk.record.policyNumber !== null;
    return read.resolveProducer({
      producer: wanted,
      product,
      boundUnder:
        isBound && insuredGuid !== null && submissionGroupGuid !== null
          ? { insuredGuid, submissionGroupGuid }
          : null,
      ...(underwriterGuid === undefined ? {} : { underwriterGuid }),
    });
  });
  return { desk, input, reference, producer };
}

/** @param stepLimitMs how long a step may take, as the worker says that has the settings for it */
export function openDeal(enquiry: Enquiry, stepLimitMs: number | null): Deal {
  const { outagePatienceMs, callLimitMs: usualMs = DEFAULT_CALL_LIMIT_MS } = enquiry.input;
  const callLimitMs = stepLimitMs ?? usualMs;
  return {
    ...enquiry,
    callLimitMs,
    read: proxyActivities<PolicyActivities>(readOptions(outagePatienceMs, callLimitMs)),
    write: proxyActivities<PolicyActivities>(writeOptions(outagePatienceMs, callLimitMs)),
    told: new Told(),
  };
}

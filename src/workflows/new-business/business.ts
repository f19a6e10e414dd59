import { proxyActivities, type ActivityInterfaceFor } from '@temporalio/workflow';
import type { PolicyActivities } from '../../activities/policy-activities.js';
import type { PolicyLookUps } from '../../activities/policy-look-ups.js';
import type { TermActivities } from '../../activities/term-activities.js';
import { NEW_BUSINESS_TERM } from '../../domain/new-business/plan.js';
import type { Submission } from '../../domain/new-business/submission.js';
import type { ProducerFacts } from '../../ports/policy-system/parties.js';
import {
  DEFAULT_CALL_LIMIT_MS,
  readOptions,
  termOptions,
  writeOptions,
} from '../transaction/activity-options.js';
import { Question } from '../transaction/question.js';
import type { Transaction } from '../transaction/transaction.js';
import { OnFile } from './on-file.js';
import type { NewBusinessInput } from './messages.js';
import type { PlaceInGroup } from './place-in-group.js';
import type { TermBusiness } from '../billing-steps/hand-over-term.js';

/** What the first step of new business works with. */
export interface Enquiry {
  readonly transaction: Transaction<Submission>;
  readonly input: NewBusinessInput;
  readonly reference: Question<Awaited<ReturnType<PolicyLookUps['lookUpReference']>>>;
  readonly producer: Question<ProducerFacts>;
  /** Null of a quote that is its own opportunity. */
  readonly place: PlaceInGroup | null;
}

/** What every later step works with. */
export interface NewBusiness extends Enquiry {
  /** When a worker that does not come back from a step is taken for dead. Milliseconds. */
  readonly callLimitMs: number;
  /** What only reads. */
  readonly look: ActivityInterfaceFor<PolicyLookUps>;
  readonly write: ActivityInterfaceFor<PolicyActivities>;
  /** For writes that may be repeated at will. */
  readonly rewrite: ActivityInterfaceFor<PolicyActivities>;
  /** What a correction has to be compared with. */
  readonly onFile: OnFile;
  readonly twinsSeen: TwinsSeen;
}

/** What came twice with our insured and our submission, seen when they were made. */
export interface TwinsSeen {
  insured: readonly string[];
  submission: readonly string[];
}

/** New business whose term is handed over when it is bound. */
export type HandedOverBusiness = NewBusiness & TermBusiness;

/** The number of the term that is made: a policy's first, or the one after the term that expires. */
export function termNumberOf({ renews }: NewBusinessInput): number {
  return renews ? renews.termNumber + 1 : NEW_BUSINESS_TERM;
}

/** @returns null of what a version began that handed over no term unless billing bills it */
export function withTerm(business: NewBusiness): HandedOverBusiness | null {
  const { term: clock, outagePatienceMs, renews } = business.input;
  if (!clock) return null;
  const terms = proxyActivities<TermActivities>(
    termOptions(outagePatienceMs, business.callLimitMs),
  );
  const priorTerm = renews && { policyNumber: renews.policyNumber, termNumber: renews.termNumber };
  return { ...business, clock, terms, ...(priorTerm && { priorTerm }) };
}

/** Nothing is known yet of the workers, so these questions are given the usual time. */
export function openEnquiry(
  transaction: Transaction<Submission>,
  input: NewBusinessInput,
  place: PlaceInGroup | null,
): Enquiry {
  const { outagePatienceMs, callLimitMs } = input;
  const look = proxyActivities<PolicyLookUps>(readOptions(outagePatienceMs, callLimitMs));

  const reference = new Question(transaction, () => {
    const { reference: wanted, insured } = transaction.request;
    return look.lookUpReference({ reference: wanted, insured });
  });
  const producer = new Question(transaction, () => {
    const { producer: wanted, product, underwriterGuid } = transaction.request;
    const { insuredGuid, submissionGroupGuid } = transaction.ids;
    const isBound = transaction.record.policyNumber !== null;
    const request = {
      producer: wanted,
      product,
      boundUnder:
        isBound && insuredGuid !== null && submissionGroupGuid !== null
          ? { insuredGuid, submissionGroupGuid }
          : null,
      ...(underwriterGuid === undefined ? {} : { underwriterGuid }),
    };
    return look.resolveProducer(request);
  });
  return { transaction, input, reference, producer, place };
}

/** @param stepLimitMs how long a step may take, as the worker says that has the settings for it */
export function openBusiness(enquiry: Enquiry, stepLimitMs: number | null): NewBusiness {
  const { outagePatienceMs, callLimitMs: usualMs = DEFAULT_CALL_LIMIT_MS } = enquiry.input;
  const callLimitMs = stepLimitMs ?? usualMs;
  const repeatable = readOptions(outagePatienceMs, callLimitMs);
  return {
    ...enquiry,
    callLimitMs,
    look: proxyActivities<PolicyLookUps>(repeatable),
    write: proxyActivities<PolicyActivities>(writeOptions(outagePatienceMs, callLimitMs)),
    rewrite: proxyActivities<PolicyActivities>(repeatable),
    onFile: new OnFile(),
    twinsSeen: { insured: [], submission: [] },
  };
}

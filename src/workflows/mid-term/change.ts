import {
  ActivityCancellationType,
  proxyActivities,
  type ActivityInterfaceFor,
} from '@temporalio/workflow';
import type { BillingActivities } from '../../activities/billing-activities.js';
import type { ByHandActivities } from '../../activities/mid-term/by-hand-activities.js';
import type { ChangeActivities, WantedChange } from '../../activities/change-activities.js';
import type { TermActivities } from '../../activities/term-activities.js';
import type { ChangeRequest } from '../../domain/transaction/change-request.js';
import type { TermName } from '../../domain/workflow-ids.js';
import {
  billingOptions,
  DEFAULT_CALL_LIMIT_MS,
  readOptions,
  termOptions,
  writeOptions,
} from '../transaction/activity-options.js';
import type { Transaction } from '../transaction/transaction.js';
import type { ChangeInput } from './messages.js';

/** The transaction of a change of any kind, for what all of them share. */
export type ChangeTransaction = Omit<
  Transaction<ChangeRequest>,
  'kind' | 'facts' | 'replaceRequest'
>;

/** What the steps of every change within a term work with. */
export interface Change<In extends ChangeTransaction = ChangeTransaction> {
  readonly transaction: In;
  readonly term: TermName;
  /** The workflow of the term; a message to it may be repeated at will. */
  readonly terms: ActivityInterfaceFor<TermActivities>;
  /** What of the policy system may be repeated at will. */
  readonly look: ActivityInterfaceFor<ChangeActivities>;
  readonly write: ActivityInterfaceFor<ChangeActivities>;
  /** Every booking carries its own transaction id. */
  readonly billing: ActivityInterfaceFor<BillingActivities>;
  /** What the policy system was asked to make: it may be there although no answer has said so. */
  readonly asked: { wanted: WantedChange | null; bookings: readonly string[] | null };
  /** What the policy system's own screens may have done to the policy; looked at briefly. */
  readonly byHand: ActivityInterfaceFor<ByHandActivities>;
  /** How often the change was made anew, because others had changed the policy before it could be bound. */
  made: { anew: number };
}

/** What is not seen then is seen when the change is made. */
const LOOK_PATIENCE_MS = 10_000;

export function openChange<Request extends ChangeRequest>(
  transaction: Transaction<Request>,
  input: ChangeInput<Request>,
): Change<Transaction<Request>> {
  const { outagePatienceMs, callLimitMs = DEFAULT_CALL_LIMIT_MS } = input;
  const { policyNumber, termNumber } = input.request;
  const repeatable = readOptions(outagePatienceMs, callLimitMs);
  return {
    transaction,
    term: { policyNumber, termNumber },
    terms: proxyActivities<TermActivities>({
      ...termOptions(outagePatienceMs, callLimitMs),
      // A message on its way to the term cannot be called back: the next one must not overtake it.
      cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
    }),
    look: proxyActivities<ChangeActivities>(repeatable),
    write: proxyActivities<ChangeActivities>(writeOptions(outagePatienceMs, callLimitMs)),
    billing: proxyActivities<BillingActivities>(billingOptions(outagePatienceMs, callLimitMs)),
    asked: { wanted: null, bookings: null },
    byHand: proxyActivities<ByHandActivities>(readOptions(LOOK_PATIENCE_MS, LOOK_PATIENCE_MS)),
    made: { anew: 0 },
  };
}

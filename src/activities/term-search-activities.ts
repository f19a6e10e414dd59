import { Context } from '@temporalio/activity';
import { policiesResembling } from '../temporal/bound-policies.js';
import type { Temporal } from '../temporal/deadlines.js';
import { transactionsUnderWay } from '../temporal/transactions-under-way.js';
import {
  type DigestedPayment,
  type PaymentElsewhere,
  paymentsElsewhere,
} from '../temporal/shared-payments.js';

export type TermSearchActivities = typeof termSearchActivities;

const CALL_LIMIT_MS = 10_000;

/** What a term wants to know of others: read from Temporal's index, which follows by a second or so. */
export const termSearchActivities = {
  /** Policies that are bound and whose number is this one but for what people mistake. Five at most. */
  policiesResembling({ policyNumber }: { policyNumber: string }): Promise<readonly string[]> {
    return policiesResembling(temporal(), policyNumber);
  },

  /** Workflow ids of the transactions of a kind that run for a policy, whatever term they change. */
  transactionsUnderWay(request: {
    policyNumber: string;
    kind: 'cancellation' | 'endorsement' | 'renewal';
  }): Promise<readonly string[]> {
    return transactionsUnderWay(temporal(), request);
  },

  /** Which of these payments of a term other terms have too. */
  paymentsElsewhere(request: {
    workflowId: string;
    payments: readonly DigestedPayment[];
  }): Promise<readonly PaymentElsewhere[]> {
    return paymentsElsewhere(temporal(), request.workflowId, request.payments);
  },
};

function temporal(): Temporal {
  const { client } = Context.current();
  return { client, deadlines: { serverMs: CALL_LIMIT_MS, workerMs: CALL_LIMIT_MS } };
}

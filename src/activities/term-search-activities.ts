import { Context } from '@temporalio/activity';
import type { WorkflowExecutionInfo } from '@temporalio/client';
import { foldedPolicyNumber } from '../domain/policy-term/policy-number.js';
import { boundTermsLike, searchAttributes } from '../workflows/search-attributes.js';

/** A payment that another term knows too. */
export interface PaymentElsewhere {
  readonly paymentId: string;
  /** Workflow ids of the other terms. */
  readonly terms: readonly string[];
}

/** A payment, and how the index knows it. */
export interface DigestedPayment {
  readonly paymentId: string;
  readonly digest: string;
}

export type TermSearchActivities = typeof termSearchActivities;

const CALL_LIMIT_MS = 10_000;

const PAGE = 100;

/** More would only make a task long. */
const NAMED = 5;

/** What a term wants to know of others: read from Temporal's index, which follows by a second or so. */
export const termSearchActivities = {
  /** Policies that are bound and whose number is this one but for what people mistake. Five at most. */
  async policiesResembling({ policyNumber }: { policyNumber: string }): Promise<readonly string[]> {
    const folded = foldedPolicyNumber(policyNumber);
    if (folded === '') return [];
    const found = new Set<string>();
    for (const { typedSearchAttributes } of await listed(boundTermsLike(folded))) {
      const other = typedSearchAttributes.get(searchAttributes.policyNumber);
      if (other !== undefined && other !== policyNumber) found.add(other);
      if (found.size === NAMED) break;
    }
    return [...found];
  },

  /** Which of these payments of a term other terms have too. */
  async paymentsElsewhere(request: {
    workflowId: string;
    payments: readonly DigestedPayment[];
  }): Promise<readonly PaymentElsewhere[]> {
    const { workflowId, payments } = request;
    const termsOf = new Map<string, Set<string>>();
    const digests = payments.map(({ digest }) => `'${digest}'`).join(', ');
    const query = `WorkflowType = 'policyTerm' AND ${searchAttributes.paymentDigests.name} IN (${digests}) AND ExecutionStatus != 'ContinuedAsNew'`;
    for (const other of await listed(query)) {
      if (other.workflowId === workflowId) continue;
      const theirs = other.typedSearchAttributes.get(searchAttributes.paymentDigests) ?? [];
      for (const { paymentId, digest } of payments) {
        if (!theirs.includes(digest)) continue;
        const terms = termsOf.get(paymentId) ?? new Set();
        if (terms.size < NAMED) termsOf.set(paymentId, terms.add(other.workflowId));
      }
    }
    return [...termsOf].map(([paymentId, terms]) => ({ paymentId, terms: [...terms] }));
  },
};

/** At most a page: who shares an id with more than that is no exception any more. */
async function listed(query: string): Promise<readonly WorkflowExecutionInfo[]> {
  const { client } = Context.current();
  return client.withDeadline(Date.now() + CALL_LIMIT_MS, async () => {
    const page: WorkflowExecutionInfo[] = [];
    for await (const found of client.workflow.list({ query, pageSize: PAGE })) {
      if (page.push(found) === PAGE) break;
    }
    return page;
  });
}

import { setHandler } from '@temporalio/workflow';
import { answerOrders } from '../orders.js';
import { untilOrdered, untilOver } from '../step-by-step.js';
import { readReconciliation } from './input.js';
import {
  look,
  lookForPolicies,
  lookThroughPeriods,
  lookThroughPolicies,
  lookThroughTerms,
} from './look.js';
import {
  differencesQuery,
  progressQuery,
  type EndedReconciliation,
  type ReconciliationInput,
} from './messages.js';
import { OpenReconciliation } from './open-reconciliation.js';

/**
 * All terms, compared with what the policy system and billing have on their books: what differs is repaired where that is safe, by who
 * owns it, and is a task of the term everywhere else. Then everything that the two have is counted, whoever made it.
 *
 * Trigger: the schedule of the installation, or a request at the API. Updates: `pause`, `resume`, `cancel`, each with who and why;
 * signals of the same names. Queries: `progress`, `differences`. Timers: until more may be looked at, or what differed is looked at again.
 * Continues as new with its report. Ends when everything was looked at. A request to cancel the workflow cancels the comparison.
 */
export async function reconciliation(given: ReconciliationInput): Promise<EndedReconciliation> {
  const open = new OpenReconciliation(readReconciliation(given));
  setHandler(progressQuery, () => open.progress);
  setHandler(differencesQuery, (asked) => open.differences(asked));
  answerOrders(open);
  return untilOver(open, () => goOn(open));
}

async function goOn(open: OpenReconciliation): Promise<void> {
  const { next } = open;
  switch (next.kind) {
    case 'again':
      await look(open, next.again);
      return;
    case 'policiesAgain':
      await lookForPolicies(open, next);
      return;
    case 'terms':
    case 'sweep':
      await lookThroughTerms(open, { ...next, isSweep: next.kind === 'sweep' });
      return;
    case 'policies':
      await lookThroughPolicies(open, next.page);
      return;
    case 'periods':
      await lookThroughPeriods(open, next.page);
      return;
    case 'wait':
      await untilOrdered(open, next.untilMs);
  }
}

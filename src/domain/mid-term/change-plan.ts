import type { Plan } from '../transaction/plan.js';
import type { PolicySystemIds } from '../transaction/policy-system-ids.js';

/** What is known of a change for telling its writes apart. */
export interface ChangeFacts {
  readonly request: { readonly policyNumber: string };
  readonly ids: PolicySystemIds;
}

/**
 * The steps of a change within a term, in the order in which they run. What prepares it in the policy system is repeatable
 * under its request id, and bookings under their transaction id: only the rating of a workbook and the bind can be in doubt.
 */
export const CHANGE_PLAN = [
  { name: 'quoteChange', asks: 'the workflow of the term' },
  { name: 'findMoratorium', asks: 'the notice file' },
  { name: 'readPastDue', asks: 'the billing system' },
  { name: 'flagTerm', asks: 'the workflow of the term' },
  { name: 'takeTurn', asks: 'the workflow of the term' },
  { name: 'makeChange', asks: 'the policy system' },
  {
    name: 'rateWorkbook',
    asks: 'the policy system',
    writes: [
      {
        kind: 'workbook',
        gives: 'nothing',
        words: (facts) => ({ what: 'the rating of the workbook', where: onPolicy(facts) }),
      },
    ],
  },
  { name: 'compareRated', asks: 'the policy system' },
  {
    name: 'bind',
    asks: 'the policy system',
    writes: [
      {
        kind: 'bind',
        gives: 'policyNumber',
        words: (facts) => ({ what: 'the bind of the change', where: onPolicy(facts) }),
      },
    ],
  },
  { name: 'tellTerm', asks: 'the workflow of the term' },
  { name: 'billChange', asks: 'the billing system' },
  { name: 'verify', asks: 'the policy system' },
  { name: 'startReturn', asks: 'the workflow of the term' },
  { name: 'closeUnbound', asks: 'the policy system' },
  { name: 'giveBackTurn', asks: 'the workflow of the term' },
] as const satisfies Plan<ChangeFacts>;

function onPolicy({ request, ids }: ChangeFacts): string {
  return `quote ${ids.quoteGuid ?? ''} of policy ${request.policyNumber} in the policy system`;
}

/** Every change waits there to be accepted, unless it was asked to go on. */
export const CHANGE_MILESTONES = ['quoted', 'completed'] as const;

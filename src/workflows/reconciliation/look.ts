import { patched, proxyActivities } from '@temporalio/workflow';
import type { BillingBooksActivities } from '../../activities/reconciliation/billing-books.js';
import type { KnownHereActivities } from '../../activities/reconciliation/known-here.js';
import type { LostPolicyActivities } from '../../activities/reconciliation/lost-policies.js';
import type {
  PolicyBooksActivities,
  TermInForce,
} from '../../activities/reconciliation/policy-books.js';
import type {
  ComparedTerm,
  ReadTerm,
  Standing,
  TermBooksActivities,
} from '../../activities/reconciliation/term-books.js';
import type { ReadOutcome } from '../../activities/reconciliation/read-or-not.js';
import type { BillingBooks, PolicyBooks } from '../../domain/reconciliation/books.js';
import type { Again } from '../../domain/reconciliation/looked-at-again.js';
import type { TermName } from '../../domain/workflow-ids.js';
import { BILLING_TASK_QUEUE, POLICY_SYSTEM_TASK_QUEUE } from '../task-queues.js';
import { SEES_TO_LOST, type OpenReconciliation } from './open-reconciliation.js';

/** As long as workers are away, it waits: nobody else does. Each step says so often that its worker lives. */
const OPTIONS = {
  startToCloseTimeout: '20m',
  heartbeatTimeout: '15s',
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '30s' },
} as const;

const terms = proxyActivities<TermBooksActivities & KnownHereActivities & LostPolicyActivities>(
  OPTIONS,
);
const policySystem = proxyActivities<PolicyBooksActivities>({
  ...OPTIONS,
  taskQueue: POLICY_SYSTEM_TASK_QUEUE,
});
const billing = proxyActivities<BillingBooksActivities>({
  ...OPTIONS,
  taskQueue: BILLING_TASK_QUEUE,
});

/** Looks at the next terms of the index. */
export async function lookThroughTerms(
  open: OpenReconciliation,
  asked: { readonly isSweep: boolean; readonly page: string | null; readonly count: number },
): Promise<void> {
  const { isSweep, page, count } = asked;
  const { startedAt } = open;
  const found = await terms.listTermsToCompare({ startedAt, isSweep, page, count });
  await look(open, open.found(found.terms, found.nextPage));
}

/** Looks at terms, and sees to what comes of it. */
export async function look(open: OpenReconciliation, asked: readonly Again[]): Promise<void> {
  const askedAtMs = Date.now();
  const compared = await compare(
    open,
    asked.map(({ term }) => term),
  );
  const { repairs, tells } = open.looked(asked, compared, askedAtMs);
  if (repairs.length > 0) {
    const wanted = repairs.map(({ before: { term }, repair }) => ({ term, repair }));
    open.repaired(repairs, await terms.repairTerms({ id: open.requestId, terms: wanted }));
  }
  if (tells.length > 0) {
    const told = tells.map(({ term, differences }) => ({ term, differences }));
    open.told(tells, await terms.tellTerms({ terms: told }));
  }
}

/** What is read between two looks at the term is of one moment, where the term says the same both times. */
async function compare(
  open: OpenReconciliation,
  asked: readonly TermName[],
): Promise<readonly ComparedTerm[]> {
  if (asked.length === 0) return [];
  const standing = await terms.standingOfTerms({ terms: asked });
  const resting = standing.filter((one) => one.kind === 'rests');
  if (resting.some(({ term }) => term.isBilled)) open.seenBilled();
  const read = await readBooks(resting);
  const compared = read.length === 0 ? [] : await terms.compareTerms({ terms: read });
  return standing.map((one): ComparedTerm => {
    if (one.kind !== 'rests') return one;
    return compared[resting.indexOf(one)] ?? NOT_COMPARED;
  });
}

const NOT_COMPARED: ComparedTerm = { kind: 'unread', reason: 'It was not compared.' };

async function readBooks(
  resting: readonly Extract<Standing, { readonly kind: 'rests' }>[],
): Promise<readonly ReadTerm[]> {
  if (resting.length === 0) return [];
  const all = resting.map(({ term }) => term);
  const billed = all.filter(({ isBilled }) => isBilled);
  const [held, booked] = await Promise.all([
    policySystem.readPolicyBooks({ terms: all }),
    billed.length === 0 ? [] : billing.readBillingBooks({ terms: billed }),
  ]);
  return resting.map(({ term, mark }, at): ReadTerm => ({
    term: { policyNumber: term.policyNumber, termNumber: term.termNumber },
    mark,
    policySystem: held[at] ?? (UNREAD satisfies ReadOutcome<PolicyBooks>),
    billing: term.isBilled
      ? (booked[billed.indexOf(term)] ?? (UNREAD satisfies ReadOutcome<BillingBooks>))
      : { kind: 'notCompared' },
  }));
}

const UNREAD = { kind: 'unread', reason: 'It was not read.' } as const;

/** As many as one answer of a procedure may well have. */
const POLICIES_OF_A_PAGE = 200;

export async function lookThroughPolicies(
  open: OpenReconciliation,
  page: string | null,
): Promise<void> {
  const askedAtMs = Date.now();
  const after = page === null ? 0 : Number(page);
  const on = open.startedAt.slice(0, 10);
  const found = await policySystem.listTermsInForce({ on, after, most: POLICIES_OF_A_PAGE });
  if (found === null) {
    open.listedPolicies(null, [], null, askedAtMs);
    return;
  }
  const known = await terms.knownPolicies({ policies: found.terms });
  open.listedPolicies(found.terms, known, found.next, askedAtMs);
}

/** Looks for policies of ours again that nobody knew, so many of those that are due, and has those seen to that are still unknown. */
export async function lookForPolicies(
  open: OpenReconciliation,
  { policies: due, count }: { readonly policies: readonly TermInForce[]; readonly count: number },
): Promise<void> {
  const askedAtMs = Date.now();
  // What an earlier version began looks for all of them at once, and leaves them.
  const seesToThem = patched(SEES_TO_LOST);
  const policies = seesToThem ? due.slice(0, count) : due;
  const known = await terms.knownPolicies({ policies });
  const lost = policies.filter((_, at) => known[at] !== true);
  const seenTo =
    seesToThem && lost.length > 0
      ? await terms.seeToLostPolicies({ policies: lost, opens: open.input.repairs })
      : [];
  open.lookedForPolicies({ policies, known, seenTo }, askedAtMs);
}

export async function lookThroughPeriods(
  open: OpenReconciliation,
  page: string | null,
): Promise<void> {
  const askedAtMs = Date.now();
  const found = await billing.listBilledTerms({ after: page });
  if (found === null) {
    open.listedPeriods(null, null, askedAtMs);
    return;
  }
  const known = await terms.knownTerms({ terms: found.periods });
  open.listedPeriods(known, found.next, askedAtMs);
}

import { condition, getExternalWorkflowHandle, sleep, workflowInfo } from '@temporalio/workflow';
import type { TermSearchActivities } from '../activities/term-search-activities.js';
import { contentDigest } from '../domain/content-digest.js';
import { billingOptions } from './activity-options.js';
import { localFirst, type LocalFirst } from './local-first.js';
import { stopOf } from './stops.js';
import type { TermDesk } from './term-desk.js';
import { paymentSharedSignal, type PaymentShared, type PolicyTermInput } from './term-messages.js';

/** The index of Temporal follows by a second or so: time for two terms that are told at once to see each other. */
const INDEX_PAUSE_MS = 10_000;

const LOOK_EVERY_MS = 86_400_000;

/**
 * Looks, as long as nobody has bound the term, for a policy that was meant: money under a mis-spelt number would else wait
 * here in silence while the real term runs into its deadline.
 */
export async function lookForResembling(
  desk: TermDesk,
  { policyNumber, outagePatienceMs }: PolicyTermInput,
): Promise<void> {
  const search = searching(outagePatienceMs);
  for (;;) {
    await condition(() => desk.isUnknown);
    const resembling = await found(() =>
      search((steps) => steps.policiesResembling({ policyNumber })),
    );
    if (resembling.length > 0 && desk.isUnknown) {
      const which = resembling.join(', ');
      desk.ask(
        'resembles',
        'policyResembles',
        `Something was said of policy ${policyNumber}, which nobody has bound. Its number resembles that of ${which}. If that was meant, have it told there, and taken back here.`,
      );
    }
    await condition(() => !desk.isUnknown, LOOK_EVERY_MS);
  }
}

/** Looks for each good payment whether another term has it too. Many that come together are looked for together. */
export async function lookForPaymentsElsewhere(
  desk: TermDesk,
  { outagePatienceMs }: PolicyTermInput,
): Promise<void> {
  const search = searching(outagePatienceMs);
  const { workflowId } = workflowInfo();
  for (;;) {
    await condition(() => desk.held.newPayments.length > 0);
    desk.showPayments();
    await sleep(INDEX_PAUSE_MS);
    const payments = desk
      .takeNewPayments()
      .map((paymentId) => ({ paymentId, digest: contentDigest(paymentId) }));
    if (payments.length === 0) continue;
    const elsewhere = await found(() =>
      search((steps) => steps.paymentsElsewhere({ workflowId, payments })),
    );
    for (const { paymentId, terms } of elsewhere) {
      desk.paymentIsShared(paymentId, terms);
      for (const other of terms) await told(other, { paymentId, term: workflowId });
    }
  }
}

/** Lets the other term ask too: it may have looked before this one was told. One that has ended asks nobody any more. */
async function told(workflowId: string, shared: PaymentShared): Promise<void> {
  await getExternalWorkflowHandle(workflowId)
    .signal(paymentSharedSignal, shared)
    .catch(() => undefined);
}

function searching(patienceMs: number): LocalFirst<TermSearchActivities> {
  return localFirst<TermSearchActivities>(billingOptions(patienceMs));
}

/** Nothing where Temporal's index did not answer for as long as an outage is waited out: a look that helps, not more. */
async function found<T>(look: () => Promise<readonly T[]>): Promise<readonly T[]> {
  try {
    return await look();
  } catch (error) {
    if (stopOf(error) === null) throw error;
    return [];
  }
}

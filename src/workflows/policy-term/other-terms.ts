import {
  ActivityFailure,
  condition,
  proxyActivities,
  sleep,
  workflowInfo,
  type ActivityInterfaceFor,
} from '@temporalio/workflow';
import type { TermSearchActivities } from '../../activities/term-search-activities.js';
import { contentDigest } from '../../domain/machine/content-digest.js';
import { termOptions } from '../transaction/activity-options.js';
import type { OpenTerm } from './open-term.js';
import type { PolicyTermInput } from './messages.js';

const LOOK_EVERY_MS = 86_400_000;

/**
 * Looks, as long as nobody has bound the term, for a policy that was meant: money under a mis-spelt number would else wait
 * here in silence while the real term runs into its deadline.
 */
export async function lookForResembling(
  openTerm: OpenTerm,
  { policyNumber, outagePatienceMs }: PolicyTermInput,
): Promise<never> {
  const search = searching(outagePatienceMs);
  for (;;) {
    await condition(() => openTerm.isUnknown);
    const resembling = await foundOrNothing(() => search.policiesResembling({ policyNumber }));
    if (resembling.length > 0 && openTerm.isUnknown) {
      const which = resembling.join(', ');
      openTerm.ask(
        'resembles',
        'policyResembles',
        `Something was said of policy ${policyNumber}, which nobody has bound. Its number resembles that of ${which}. If that was meant, have it told there, and taken back here.`,
      );
    }
    await condition(() => !openTerm.isUnknown, LOOK_EVERY_MS, {
      summary: `Next look for policies like ${policyNumber}`,
    });
  }
}

/** Looks for each good payment whether another term has it too. Many that come together are looked for together. */
export async function lookForPaymentsElsewhere(
  openTerm: OpenTerm,
  { outagePatienceMs, indexPauseMs = 0 }: PolicyTermInput,
): Promise<never> {
  const search = searching(outagePatienceMs);
  const { workflowId } = workflowInfo();
  for (;;) {
    await condition(() => openTerm.held.newPayments.length > 0);
    // What comes during the pause was not shown before it, and has a pause of its own.
    const shown = openTerm.showPayments();
    await sleep(indexPauseMs, { summary: 'Before payments are looked for at other terms' });
    const payments = shown.map((paymentId) => ({ paymentId, digest: contentDigest(paymentId) }));
    const elsewhere = await foundOrNothing(() =>
      search.paymentsElsewhere({ workflowId, payments }),
    );
    for (const { paymentId, terms } of elsewhere) openTerm.paymentFoundAt(paymentId, terms);
    openTerm.paymentsCompared(shown);
  }
}

function searching(patienceMs: number): ActivityInterfaceFor<TermSearchActivities> {
  return proxyActivities<TermSearchActivities>(termOptions(patienceMs));
}

/** Nothing where Temporal's index did not answer for as long as an outage is waited out: a look that helps, not more. */
async function foundOrNothing<T>(look: () => Promise<readonly T[]>): Promise<readonly T[]> {
  try {
    return await look();
  } catch (error) {
    if (!(error instanceof ActivityFailure)) throw error;
    return [];
  }
}

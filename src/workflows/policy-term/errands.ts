import {
  ActivityFailure,
  condition,
  proxyActivities,
  type ActivityInterfaceFor,
} from '@temporalio/workflow';
import type { TermSearchActivities } from '../../activities/term-search-activities.js';
import { termOptions } from '../transaction/activity-options.js';
import { stopOf } from '../transaction/stops.js';
import type { Errand, PolicyTermInput } from './messages.js';
import type { OpenTerm } from './open-term.js';

/** After everything that is to be done has failed; a person was asked, and may have mended it by then. */
const FAILED_PAUSE_MS = 3_600_000;

/**
 * Does what is to be done by steps, one after the other. What fails is a task for a person, and is tried again until it is
 * done or the person says so.
 */
export async function runErrands(
  openTerm: OpenTerm,
  { policyNumber, outagePatienceMs }: PolicyTermInput,
): Promise<never> {
  const steps = proxyActivities<TermSearchActivities>(termOptions(outagePatienceMs));
  for (let failed = 0; ;) {
    await condition(() => openTerm.held.errands.length > 0);
    const [errand] = openTerm.held.errands;
    if (errand === undefined) continue;
    try {
      openTerm.errandDone(errand, await transactionsToTell(errand, policyNumber, steps));
      failed = 0;
    } catch (error) {
      if (!(error instanceof ActivityFailure)) throw error;
      openTerm.errandFailed(errand, stopOf(error)?.reason ?? 'the step came to nothing');
      failed += 1;
    }
    if (failed < openTerm.held.errands.length) continue;
    const { errands } = openTerm.held;
    await condition(() => openTerm.held.errands !== errands, FAILED_PAUSE_MS);
    failed = 0;
  }
}

/** Those under way that a cancellation of the term concerns. */
function transactionsToTell(
  { kind }: Errand,
  policyNumber: string,
  steps: ActivityInterfaceFor<TermSearchActivities>,
): Promise<readonly string[]> {
  return steps.transactionsUnderWay({
    policyNumber,
    kind: kind === 'withdrawEndorsements' ? 'endorsement' : 'renewal',
  });
}

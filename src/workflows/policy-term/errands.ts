import {
  ActivityFailure,
  condition,
  proxyActivities,
  type ActivityInterfaceFor,
} from '@temporalio/workflow';
import type { TermChangeSteps } from '../../activities/term-change-steps.js';
import type { TermSearchActivities } from '../../activities/term-search-activities.js';
import { termOptions } from '../transaction/activity-options.js';
import { stopOf } from '../transaction/stops.js';
import type { Errand, PolicyTermInput } from './messages.js';
import type { OpenTerm } from './open-term.js';

/** After everything that is to be done has failed; a person was asked, and may have mended it by then. */
const FAILED_PAUSE_MS = 3_600_000;

type Steps = ActivityInterfaceFor<TermChangeSteps & TermSearchActivities>;

/**
 * Does what is to be done by steps, one after the other. What fails is a task for a person, and is tried again until it is
 * done or the person says so.
 */
export async function runErrands(openTerm: OpenTerm, input: PolicyTermInput): Promise<never> {
  const steps = proxyActivities<TermChangeSteps & TermSearchActivities>(
    termOptions(input.outagePatienceMs),
  );
  for (let failed = 0; ;) {
    await condition(() => openTerm.errands.all.length > 0);
    const [errand] = openTerm.errands.all;
    if (errand === undefined) continue;
    try {
      await run(errand, openTerm, input, steps);
      failed = 0;
    } catch (error) {
      if (!(error instanceof ActivityFailure)) throw error;
      openTerm.errands.failed(errand, stopOf(error)?.reason ?? 'the step came to nothing');
      failed += 1;
    }
    if (failed < openTerm.errands.all.length) continue;
    const before = openTerm.errands.all;
    await condition(() => openTerm.errands.all !== before, FAILED_PAUSE_MS);
    failed = 0;
  }
}

async function run(
  errand: Errand,
  openTerm: OpenTerm,
  { policyNumber, termNumber }: PolicyTermInput,
  steps: Steps,
): Promise<void> {
  const { bound } = openTerm.held;
  switch (errand.kind) {
    case 'withdrawEndorsements':
    case 'tellRenewalCancelled': {
      const kind = errand.kind === 'withdrawEndorsements' ? 'endorsement' : 'renewal';
      const { effectiveDate } = errand;
      const found = await steps.transactionsUnderWay({ policyNumber, kind });
      openTerm.errands.done(
        errand,
        found.map((to) => ({ kind: 'termCancelled', to, effectiveDate })),
      );
      return;
    }
    case 'startFlatCancellation':
    case 'startCancellation': {
      if (bound === null) throw new Error('only a bound term has a payment deadline');
      if (Date.parse(bound.endOfTerm) <= Date.now()) {
        openTerm.errands.refused(errand, 'the term has ended.');
        return;
      }
      const { requestId, reason } = errand;
      const { productKey, effectiveDate, expirationDate } = bound;
      const whyNot = await steps.startCancellation({
        term: { policyNumber, termNumber },
        requestId,
        reason,
        productKey,
        effectiveDate,
        expirationDate,
        undoneBy: errand.kind === 'startFlatCancellation' ? errand.undoneBy : null,
      });
      if (whyNot === null) openTerm.errands.done(errand);
      else openTerm.errands.refused(errand, whyNot);
    }
  }
}

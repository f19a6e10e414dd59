import {
  ActivityFailure,
  condition,
  proxyActivities,
  type ActivityInterfaceFor,
} from '@temporalio/workflow';
import type { TermChangeSteps, WantedByTerm } from '../../activities/term-change-steps.js';
import type { TermSearchActivities } from '../../activities/term-search-activities.js';
import type { PassOnSteps } from '../../activities/policy-term/pass-on.js';
import type { TermActivities } from '../../activities/term-activities.js';
import type { RenewalSteps } from '../../activities/policy-term/renewal-steps.js';
import { changeId, policyTermId, renewalId } from '../../domain/workflow-ids.js';
import { termOptions } from '../transaction/activity-options.js';
import { stopOf } from '../transaction/stops.js';
import type { CarriedTerm, Errand, PolicyTermInput } from './messages.js';
import type { OpenTerm } from './open-term.js';
import { now } from './term-file.js';

/** After everything that is to be done has failed; a person was asked, and may have mended it by then. */
const FAILED_PAUSE_MS = 3_600_000;

type Steps = ActivityInterfaceFor<AllSteps>;
type AllSteps = TermChangeSteps &
  Pick<TermActivities, 'tellTerm'> &
  TermSearchActivities &
  RenewalSteps &
  PassOnSteps;

/**
 * Does what is to be done by steps, one after the other. What fails is a task for a person, and is tried again until it is
 * done or the person says so.
 */
export async function runErrands(openTerm: OpenTerm, input: PolicyTermInput): Promise<never> {
  const steps = proxyActivities<AllSteps>(termOptions(input.outagePatienceMs));
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
    await condition(() => openTerm.errands.all !== before, FAILED_PAUSE_MS, {
      summary: 'Before what failed is tried again',
    });
    failed = 0;
  }
}

/** Other cancellations are over with it as endorsements are: each sees for itself. */
const TOLD_OF_CANCELLATION = {
  withdrawEndorsements: ['endorsement', 'cancellation'],
  tellRenewalCancelled: ['renewal'],
} as const;

async function run(
  errand: Errand,
  openTerm: OpenTerm,
  input: PolicyTermInput,
  steps: Steps,
): Promise<void> {
  const { errands, held } = openTerm;
  switch (errand.kind) {
    case 'withdrawEndorsements':
    case 'tellRenewalCancelled': {
      const { effectiveDate } = errand;
      const { policyNumber } = input;
      const found: string[] = [];
      for (const kind of TOLD_OF_CANCELLATION[errand.kind]) {
        found.push(...(await steps.transactionsUnderWay({ policyNumber, kind })));
      }
      errands.done(
        errand,
        found.map((to) => ({ kind: 'termCancelled', to, effectiveDate })),
      );
      return;
    }
    case 'moveMoney': {
      const { to } = errand;
      const transaction = policyTermId(input.policyNumber, input.termNumber);
      const term = { policyNumber: input.policyNumber, termNumber: to.termNumber };
      const id = `${transaction}/moved`;
      const outcome = await steps.tellTerm({ term, event: { kind: 'moved', id, transaction, to } });
      // Nobody had told anything of it.
      if (outcome.kind !== 'refused') errands.done(errand);
      else errands.refused(errand, outcome.refusal.text);
      return;
    }
    case 'passOn': {
      const { to, payments, reversals, confirmation } = errand;
      const untaken = await steps.passOn({ to, payments, reversals, confirmation });
      if (untaken === null) errands.done(errand);
      else errands.refused(errand, untaken);
      return;
    }
    case 'startRenewal': {
      const { policyNumber, termNumber } = input;
      const by = policyTermId(policyNumber, termNumber);
      const whyNot = hasEnded(held)
        ? TERM_OVER
        : await steps.startRenewal({ policyNumber, termNumber, requestId: errand.requestId, by });
      if (whyNot === null) errands.done(errand);
      else if (errands.all.includes(errand)) {
        errands.refused(errand, whyNot);
        const transaction = renewalId(input);
        const id = `notStarted:${now()}`;
        openTerm.apply({ kind: 'renewalEnded', id, transaction, result: 'notStarted' });
      }
      return;
    }
    case 'cancelNextTerm': {
      const { nextTerm: term, requestId } = errand;
      const whyNot = await steps.cancelNextTerm({ term, requestId });
      if (whyNot === null) errands.done(errand);
      else errands.refused(errand, whyNot);
      return;
    }
    case 'carryToNextTerm': {
      const { nextTerm: to, transaction } = errand;
      const { policyNumber, termNumber } = input;
      const from = { policyNumber, termNumber };
      const whyNot = await steps.carryToNextTerm({ from, to, transaction });
      if (whyNot === null) errands.done(errand);
      else errands.refused(errand, whyNot);
      return;
    }
    case 'startFlatCancellation':
    case 'startCancellation': {
      const { reason } = errand;
      const undoneBy = errand.kind === 'startFlatCancellation' ? errand.undoneBy : null;
      const whyNot = hasEnded(held)
        ? TERM_OVER
        : await steps.startCancellation({ ...wanted(errand, input, held), reason, undoneBy });
      if (whyNot === null) errands.done(errand);
      else errands.refused(errand, whyNot);
      return;
    }
    case 'startReinstatement': {
      const { policyNumber } = input;
      const transaction = changeId('reinstatement', policyNumber, errand.requestId);
      const whyNot = hasEnded(held)
        ? TERM_OVER
        : await steps.startReinstatement(wanted(errand, input, held));
      // The money was taken back while it was being started.
      const isCalledOff = !errands.all.includes(errand);
      if (whyNot === null) {
        errands.done(errand, isCalledOff ? [{ kind: 'calledOff', to: transaction }] : []);
      } else if (!isCalledOff) {
        errands.refused(errand, whyNot);
        const id = `refused:${errand.requestId}`;
        openTerm.apply({ kind: 'reinstatementEnded', id, transaction });
      }
    }
  }
}

const TERM_OVER = 'The term has ended.';

function hasEnded({ bound }: CarriedTerm): boolean {
  return bound !== null && Date.parse(bound.endOfTerm) <= Date.now();
}

function wanted(
  { requestId }: Extract<Errand, { readonly requestId: string }>,
  { policyNumber, termNumber }: PolicyTermInput,
  { bound, term }: CarriedTerm,
): WantedByTerm {
  if (bound === null) throw new Error('only a bound term is cancelled or comes back');
  const { productKey, expirationDate } = bound;
  const effectiveDate = term.cancellation?.effectiveDate ?? bound.effectiveDate;
  return {
    term: { policyNumber, termNumber },
    requestId,
    productKey,
    effectiveDate,
    expirationDate,
  };
}

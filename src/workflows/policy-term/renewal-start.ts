import {
  ActivityFailure,
  condition,
  proxyActivities,
  type ActivityInterfaceFor,
} from '@temporalio/workflow';
import type { RenewalSteps } from '../../activities/policy-term/renewal-steps.js';
import { momentInWords } from '../../domain/calendar/instant.js';
import {
  asksNextMs,
  type RenewalStart,
  type RenewalTimer,
} from '../../domain/policy-term/renewal-timer.js';
import { termOptions } from '../transaction/activity-options.js';
import { stopOf } from '../transaction/stops.js';
import type { CarriedTerm, PolicyTermInput } from './messages.js';
import type { OpenTerm } from './open-term.js';
import { isRenewalAwaited } from './renewal-wait.js';

/** Starts the renewal when its time comes, and asks before that again and again when that is. */
export async function awaitRenewalStart(
  openTerm: OpenTerm,
  input: PolicyTermInput,
): Promise<never> {
  const steps = proxyActivities<RenewalSteps>(termOptions(input.outagePatienceMs));
  for (;;) {
    await condition(() => isRenewalAwaited(openTerm.held));
    const { renewalTimer: timer, bound } = openTerm.held;
    if (timer === null || bound === null) continue;
    const isStale = () => !isRenewalAwaited(openTerm.held) || openTerm.held.renewalTimer !== timer;
    const waitMs = asksNextMs(timer) - Date.now();
    if (waitMs > 0) {
      await condition(isStale, waitMs, { summary: untilWhat(timer) });
      if (isStale()) continue;
    }
    const start = await asked(steps, bound);
    // What happened meanwhile has it asked anew.
    if (!isStale()) openTerm.renewalStartKnown(start);
  }
}

function untilWhat({ start }: RenewalTimer): string {
  return start !== null && 'startsAt' in start
    ? `Start of the renewal, ${momentInWords(start.startsAt)}`
    : 'Before it is asked again when the renewal starts';
}

async function asked(
  steps: ActivityInterfaceFor<RenewalSteps>,
  { productKey, state, effectiveDate, expirationDate }: NonNullable<CarriedTerm['bound']>,
): Promise<RenewalStart> {
  try {
    return await steps.renewalStart({ productKey, state, effectiveDate, expirationDate });
  } catch (error) {
    if (!(error instanceof ActivityFailure)) throw error;
    const reason = stopOf(error)?.reason ?? 'nobody answered.';
    return { unclear: reason, code: 'notRenewable' };
  }
}

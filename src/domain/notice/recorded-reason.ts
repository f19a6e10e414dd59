import {
  CANCELLATION_REASONS,
  type CancellationReason,
  type CancellationSource,
} from './cancellation-reason.js';

/** Reasons under which the policy system records a cancellation. */
export const RECORDED_REASONS = [...CANCELLATION_REASONS, 'insuredRequest'] as const;
export type RecordedReason = (typeof RECORDED_REASONS)[number];

/** Why a policy is cancelled, as the policy system records it: the insured's own wish is a reason there. */
export function recordedReason(asked: {
  readonly source: CancellationSource;
  readonly reason: CancellationReason;
}): RecordedReason {
  return asked.source === 'insured' && asked.reason === 'other' ? 'insuredRequest' : asked.reason;
}

/** Who ends the policy. Billing asks in the name of the insurer. */
export type CancellationSource = 'insured' | 'insurer';

/** Why a policy is cancelled. */
export const CANCELLATION_REASONS = [
  'notTaken',
  'dishonouredFirstPayment',
  'rewrittenFlat',
  'rewrittenMidTerm',
  'nonPayment',
  'fraud',
  'underwriting',
  'other',
] as const;
export type CancellationReason = (typeof CANCELLATION_REASONS)[number];

/** Who ends a policy, and why. */
export interface CancellationCause {
  readonly source: CancellationSource;
  readonly reason: CancellationReason;
}

/** Reasons for which the policy is taken to have never begun. */
const FROM_THE_START: readonly CancellationReason[] = [
  'notTaken',
  'dishonouredFirstPayment',
  'rewrittenFlat',
];

/** Whether a policy that is cancelled for this is taken to have never begun. */
export function isFromTheStart(reason: CancellationReason): boolean {
  return FROM_THE_START.includes(reason);
}

import { isWithin } from '../billing/confirmation.js';
import type { Cents } from '../money/cents.js';

/** How money can stop a cancellation. */
export interface RescindLimits {
  /** Money received strictly before this moment is in time. Milliseconds since 1970. */
  readonly deadlineMs: number;
  /** What was past due when the notice went out. */
  readonly pastDueCents: Cents;
  /** How much of it may be missing, this amount included. */
  readonly toleranceCents: Cents;
}

/** A word of billing, or the money of the insured, that a cancellation shall not happen. */
export interface Rescission {
  /** When the money was received, whenever it is told; of a word without money, when billing gave it. */
  readonly receivedAtMs: number;
  /** All that was received in time so far; null where billing says itself that it is enough. */
  readonly receivedCents: Cents | null;
}

/**
 * What money does to a cancellation: decided by when it was received and not by when somebody told of it. At the very
 * second of the deadline it is late, so that timer and money never both win.
 */
export function rescindOutcome(
  { receivedAtMs, receivedCents }: Rescission,
  limits: RescindLimits,
): 'enough' | 'short' | 'late' {
  if (receivedAtMs >= limits.deadlineMs) return 'late';
  if (receivedCents === null) return 'enough';
  const missing = limits.pastDueCents - receivedCents;
  return isWithin(missing, limits.toleranceCents) ? 'enough' : 'short';
}

/** What is missing of the amount past due. Cents, never below zero. */
export function rescindShortfall(
  { receivedCents }: Rescission,
  { pastDueCents }: RescindLimits,
): Cents {
  return Math.max(0, pastDueCents - (receivedCents ?? pastDueCents));
}

import type { WriteAttempt } from '../domain/write-attempt.js';

/**
 * Whether the transaction may have made the write in a past that it has forgotten: in a run before this one, or before
 * Temporal's own books were put back to an earlier state.
 *
 * @param begunBefore an ISO instant: every transaction begun before it may have forgotten writes; null when none has
 */
export function comesAfterForgetting(
  { earlierRun, begunAt }: Pick<WriteAttempt, 'earlierRun' | 'begunAt'>,
  begunBefore: string | null,
): boolean {
  return earlierRun || (begunBefore !== null && Date.parse(begunAt) < Date.parse(begunBefore));
}

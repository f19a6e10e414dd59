const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

/** After the first attempt that failed, after the second and so on, as Standard Webhooks proposes them: a little over three days in all. Milliseconds. */
export const PAUSES_MS: readonly number[] = [
  5 * SECOND_MS,
  5 * MINUTE_MS,
  30 * MINUTE_MS,
  2 * HOUR_MS,
  5 * HOUR_MS,
  10 * HOUR_MS,
  14 * HOUR_MS,
  20 * HOUR_MS,
  24 * HOUR_MS,
];

/** So much shorter or longer at most, so that many who failed together do not come back together. */
const JITTER = 0.2;
/** A receiver that asks for a longer rest gets this one. */
const LONGEST_REST_MS = 24 * HOUR_MS;

/**
 * The pause after an attempt that failed.
 *
 * @param attempts how many have failed, 1 or more
 * @param chance from 0 to below 1
 * @returns milliseconds; null where there are no more attempts
 */
export function pauseAfter(
  attempts: number,
  chance: number,
  pausesMs: readonly number[] = PAUSES_MS,
): number | null {
  const pause = pausesMs[attempts - 1];
  return pause === undefined ? null : Math.round(pause * (1 - JITTER + 2 * JITTER * chance));
}

/** How long a receiver is left alone that asked for it. Milliseconds. */
export function restFor(askedMs: number): number {
  return Math.min(Math.max(0, askedMs), LONGEST_REST_MS);
}

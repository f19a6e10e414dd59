import { sleep } from '@temporalio/workflow';
import { stopOf, type Stop } from './stops.js';

const FIRST_PAUSE_MS = 500;
/**
 * A round of a lost answer, its pause and the look takes some twenty events of Temporal's history, which ends at 51,200:
 * at a quarter of an hour a day of them takes 2,000.
 */
const LONGEST_PAUSE_MS = 900_000;

/**
 * Runs work until it ends in something other than a lost answer. After each lost answer the policy system gets the time
 * it may still need for the lost request, because a look before that proves nothing; the pauses grow with every one that
 * is lost in a row. A failure that says for how long it is worth waiting is waited out so long.
 *
 * @param patienceMs after so long of lost answers the last one is thrown
 */
export async function untilAnswered<T>(
  work: () => Promise<T>,
  patienceMs: number,
  onLost: (stop: Stop) => void,
): Promise<T> {
  const since = Date.now();
  let sinceOfKind = { patienceMs: undefined as number | undefined, at: since };
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
    try {
      return await work();
    } catch (error) {
      const stop = stopOf(error);
      if (stop === null || !isWorthWaiting(stop)) throw error;
      if (stop.patienceMs !== sinceOfKind.patienceMs) {
        sinceOfKind = { patienceMs: stop.patienceMs, at: Date.now() };
      }
      const leftMs = Math.min(
        since + patienceMs - Date.now(),
        sinceOfKind.at + (stop.patienceMs ?? patienceMs) - Date.now(),
      );
      if (leftMs <= 0) throw error;
      onLost(stop);
      // The last look is made when patience ends, not a pause later.
      await sleep(Math.max(stop.settleMs ?? 0, Math.min(pauseMs, leftMs)), {
        summary:
          stop.kind === 'lostAnswer' ? 'Before a lost answer is looked up' : 'Before the next try',
      });
    }
  }
}

function isWorthWaiting(stop: Stop): boolean {
  return stop.kind === 'lostAnswer' || stop.patienceMs !== undefined;
}

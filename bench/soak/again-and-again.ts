import { setTimeout as pause } from 'node:timers/promises';

/** Does something after each pause, until it is over. @param nextPauseMs how long the next pause is */
export async function againAndAgain(
  over: AbortSignal,
  nextPauseMs: () => number,
  work: () => Promise<void>,
): Promise<void> {
  for (;;) {
    const wait = pause(nextPauseMs(), null, { signal: over });
    if (!(await wait.then(() => true).catch(() => false))) return;
    await work();
  }
}

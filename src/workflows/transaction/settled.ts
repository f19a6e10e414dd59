import { condition } from '@temporalio/workflow';

/** What was awaited may have others go on, who are awaited in turn. */
const ROUNDS = 5;

/**
 * Waits until everything that came together has been taken as far as it goes: what is decided then does not depend on what
 * was taken first. No command comes or goes by it.
 */
export async function settled(): Promise<void> {
  for (let round = 0; round < ROUNDS; round += 1) {
    let isLater = false;
    await condition(() => {
      const isDue = isLater;
      isLater = true;
      return isDue;
    });
  }
}

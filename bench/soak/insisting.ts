import { setTimeout as pause } from 'node:timers/promises';

const TRIES = 120;
const AGAIN_MS = 500;

/** Asks again while whoever is asked is away. @throws what it was answered last */
export async function insisting<T>(ask: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await ask();
    } catch (error) {
      if (tries === TRIES) throw error;
      await pause(AGAIN_MS);
    }
  }
}

import type { RunningWorker } from './replaceable-worker.js';

/** Runs the workers until `stop`, or until one of them fails; either way all of them finish what they have begun. */
export async function runWorkers(
  workers: readonly RunningWorker[],
  stop: AbortSignal,
): Promise<void> {
  const shutDown = (): void => {
    for (const worker of workers) {
      if (worker.getState() === 'RUNNING') worker.shutdown();
    }
  };
  stop.addEventListener('abort', shutDown);
  const runs = workers.map((worker) => worker.run());
  if (stop.aborted) shutDown();
  try {
    await Promise.all(runs);
  } finally {
    shutDown();
    await Promise.allSettled(runs);
  }
}

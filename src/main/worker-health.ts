import type { NativeConnection } from '@temporalio/worker';
import { listening, type Listening } from './listening.js';
import type { RunningWorker } from './replaceable-worker.js';

/** An orchestrator waits no longer than some seconds itself. */
const TEMPORAL_ANSWERS_WITHIN_MS = 2000;

/** Says in words why a worker takes no work at this moment; null when it does. */
export type WhyNotReady = () => Promise<string | null>;

/**
 * What an orchestrator asks a worker: `/healthz` answers 200 while the process lives, `/readyz` answers 200 when the worker
 * takes work and 503 when it does not. A worker that is not ready needs no restart: it goes on by itself.
 *
 * @param address `host:port` on which to listen
 * @param warnings what will stop transactions although the worker takes them
 */
export function serveHealth(
  address: string,
  whyNotReady: WhyNotReady,
  warnings: () => readonly string[] = () => [],
): Promise<Listening> {
  return listening(address, (request, response) => {
    const answer = (
      status: number,
      body: Readonly<Record<string, string | readonly string[]>>,
    ): void => {
      response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
    };
    if (request.url === '/healthz') answer(200, { status: 'ok' });
    else if (request.url !== '/readyz') answer(404, { status: 'notFound' });
    else {
      void whyNotReady().then((reason) => {
        if (reason === null) answer(200, { status: 'ready', warnings: warnings() });
        else answer(503, { status: 'notReady', reason });
      });
    }
  });
}

/** A worker takes work when all its pollers run and Temporal answers. */
export function readinessOf(
  workers: readonly RunningWorker[],
  connection: NativeConnection,
  namespace: string,
): WhyNotReady {
  return async () => {
    const idle = workers.find((worker) => worker.getState() !== 'RUNNING');
    if (idle) return `The queue ${idle.options.taskQueue} is ${idle.getState().toLowerCase()}.`;
    try {
      await connection.withDeadline(Date.now() + TEMPORAL_ANSWERS_WITHIN_MS, () =>
        connection.workflowService.describeNamespace({ namespace }),
      );
      return null;
    } catch {
      return 'Temporal does not answer.';
    }
  };
}

import { once } from 'node:events';
import { createServer } from 'node:http';
import type { NativeConnection } from '@temporalio/worker';
import type { RunningWorker } from './replaceable-worker.js';

/** An orchestrator waits no longer than some seconds itself. */
const TEMPORAL_ANSWERS_WITHIN_MS = 2000;

/** Says in words why a worker takes no work at this moment; null when it does. */
export type WhyNotReady = () => Promise<string | null>;

export interface HealthEndpoint {
  close(): Promise<void>;
}

/**
 * What an orchestrator asks a worker: `/healthz` answers 200 while the process lives, `/readyz` answers 200 when the worker
 * takes work and 503 when it does not. A worker that is not ready needs no restart: it goes on by itself.
 *
 * @param address `host:port` on which to listen
 * @param warnings what will stop transactions although the worker takes them
 */
export async function serveHealth(
  address: string,
  whyNotReady: WhyNotReady,
  warnings: () => readonly string[] = () => [],
): Promise<HealthEndpoint> {
  const server = createServer((request, response) => {
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
  const [, host = '', port = ''] = /^(.*):(\d+)$/.exec(address) ?? [];
  server.listen(Number(port), host.replace(/^\[(.*)\]$/, '$1'));
  await once(server, 'listening');
  return {
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
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

import type { RequestHandler } from 'express';
import type { Temporal } from '../transactions/find-transaction.js';
import { Problem } from '../problem.js';
import { withinDeadline } from '../temporal-deadline.js';

/** GET /healthz: the process answers. */
export function getHealth(): RequestHandler {
  return (_request, response) => {
    response.json({ status: 'ok' });
  };
}

/** GET /readyz: Temporal answers too, so that requests can be served. */
export function getReadiness({ client, deadlines }: Temporal): RequestHandler {
  return async (_request, response) => {
    try {
      await withinDeadline(client, deadlines.readyMs, () =>
        client.workflowService.getSystemInfo({}),
      );
    } catch (error) {
      throw new Problem('temporal-unavailable', { cause: error });
    }
    response.json({ status: 'ready' });
  };
}

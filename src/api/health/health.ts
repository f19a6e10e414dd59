import type { RequestHandler } from 'express';
import { Problem } from '../problem.js';
import { z } from 'zod';
import { answer, type Route } from '../route.js';
import type { ApiContext } from '../context.js';
import { askForNamespace } from '../../temporal/namespace-there.js';

/** GET /healthz: the process answers. */
function getHealth(): RequestHandler {
  return (_request, response) => {
    response.json({ status: 'ok' });
  };
}

/** GET /readyz: Temporal answers too, so that requests can be served; not once the API is to stop. */
function getReadiness(context: ApiContext): RequestHandler {
  return async (_request, response) => {
    if (context.stopping.announced.aborted) throw new Problem('stopping');
    try {
      await askForNamespace(context, context.deadlines.readyMs);
    } catch (error) {
      throw new Problem('temporal-unavailable', { cause: error });
    }
    response.json({ status: 'ready', warnings: context.warnings() });
  };
}

const status = <Status extends string>(value: Status) =>
  z.strictObject({ status: z.literal(value) });

export const healthRoute: Route<ApiContext> = {
  method: 'get',
  path: '/healthz',
  admits: { by: 'anybody' },
  operationId: 'getHealth',
  tag: 'health',
  summary: 'Whether the process answers',
  answers: { 200: answer('Yes.', status('ok')) },
  problems: null,
  handle: getHealth,
};

export const readinessRoute: Route<ApiContext> = {
  method: 'get',
  path: '/readyz',
  admits: { by: 'anybody' },
  operationId: 'getReadiness',
  tag: 'health',
  summary: 'Whether Temporal answers too',
  answers: {
    200: answer(
      'Yes.',
      status('ready').extend({
        warnings: z.array(z.string()).readonly().meta({
          description: 'What operators should know though requests are served.',
        }),
      }),
    ),
  },
  problems: ['stopping', 'temporal-unavailable'],
  handle: getReadiness,
};

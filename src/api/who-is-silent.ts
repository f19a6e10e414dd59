import type { ErrorRequestHandler } from 'express';
import { type ApiDeadlines } from './deadlines.js';
import type { Temporal } from '../temporal/deadlines.js';
import { NoWorkerAnswered, TemporalSilent } from '../temporal/errors.js';
import { isNamespaceThere } from '../temporal/namespace-there.js';

/** Where no worker answered, Temporal is asked: when it is the one that is away, clients and operators are told so. */
export function whoIsSilent(
  temporal: Temporal & { readonly deadlines: ApiDeadlines },
): ErrorRequestHandler {
  return async (error: unknown, _request, _response, next) => {
    const isTemporal = error instanceof NoWorkerAnswered && !(await isNamespaceThere(temporal));
    next(isTemporal ? new TemporalSilent(error.sent, { cause: error.cause }) : error);
  };
}

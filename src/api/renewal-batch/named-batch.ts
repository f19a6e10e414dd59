import type { Request } from 'express';
import type { Temporal } from '../../temporal/deadlines.js';
import { findBatch } from '../../temporal/renewal-batches.js';
import type { RequestedWorkflow } from '../../temporal/requested-workflow.js';
import { namedBy, problemsOfOne, requestedPath } from '../requested/named.js';

/** The parameters of a path that names a batch. */
export const batchPathSchema = requestedPath('batch', 'RNW-2027-01');

/** Problems of every route that is about one batch. */
export const ONE_BATCH = problemsOfOne('unknown-batch');

/** The batch that the path names. @throws Problem `unknown-batch`, `invalid-request` */
export function namedBatch(temporal: Temporal, request: Request): Promise<RequestedWorkflow> {
  return namedBy(request, batchPathSchema, 'unknown-batch', ({ requestId }) =>
    findBatch(temporal, requestId),
  );
}

import type { Request } from 'express';
import { z } from 'zod';
import type { Temporal } from '../../temporal/deadlines.js';
import { findBatch, type FoundBatch } from '../../temporal/renewal-batches.js';
import { pattern } from '../../requests/text-fields.js';
import { Problem } from '../problem.js';
import type { ProblemCode } from '../problem-catalogue.js';
import { factsOf } from '../request-facts.js';
import { readPath } from '../terms/term-path.js';

/** The parameters of a path that names a batch; the schedule's own names have the moment of their start in them. */
export const batchPathSchema = z.strictObject({
  requestId: pattern(
    /^[A-Za-z0-9._:-]{1,100}$/,
    'is not the id of a batch; use it as it was posted or answered',
  ).meta({ example: 'RNW-2027-01' }),
});

/** Problems of every route that is about one batch. */
export const ONE_BATCH: readonly ProblemCode[] = [
  'malformed-path',
  'invalid-request',
  'unknown-batch',
  'worker-unavailable',
  'workflow-failing',
  'temporal-unavailable',
];

/** The batch that the path names. @throws Problem `unknown-batch`, `invalid-request` */
export async function namedBatch(temporal: Temporal, request: Request): Promise<FoundBatch> {
  const { requestId } = readPath(request, batchPathSchema);
  const found = await findBatch(temporal, requestId);
  if (!found) throw new Problem('unknown-batch');
  factsOf(request).transactionId = found.workflowId;
  return found;
}

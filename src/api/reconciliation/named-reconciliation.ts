import type { Request } from 'express';
import { z } from 'zod';
import { pattern } from '../../requests/text-fields.js';
import type { Temporal } from '../../temporal/deadlines.js';
import { findReconciliation, type FoundReconciliation } from '../../temporal/reconciliations.js';
import { Problem } from '../problem.js';
import type { ProblemCode } from '../problem-catalogue.js';
import { factsOf } from '../request-facts.js';
import { readPath } from '../terms/term-path.js';

/** The parameters of a path that names a comparison; the schedule's own names have the moment of their start in them. */
export const reconciliationPathSchema = z.strictObject({
  requestId: pattern(
    /^[A-Za-z0-9._:-]{1,100}$/,
    'is not the id of a comparison; use it as it was posted or answered',
  ).meta({ example: 'PROOF-2027-02-01' }),
});

/** Problems of every route that is about one comparison. */
export const ONE_RECONCILIATION: readonly ProblemCode[] = [
  'malformed-path',
  'invalid-request',
  'unknown-reconciliation',
  'worker-unavailable',
  'workflow-failing',
  'temporal-unavailable',
];

/** The comparison that the path names. @throws Problem `unknown-reconciliation`, `invalid-request` */
export async function namedReconciliation(
  temporal: Temporal,
  request: Request,
): Promise<FoundReconciliation> {
  const { requestId } = readPath(request, reconciliationPathSchema);
  const found = await findReconciliation(temporal, requestId);
  if (!found) throw new Problem('unknown-reconciliation');
  factsOf(request).transactionId = found.workflowId;
  return found;
}

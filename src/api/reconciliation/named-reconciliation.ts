import type { Request } from 'express';
import type { Temporal } from '../../temporal/deadlines.js';
import { findReconciliation } from '../../temporal/reconciliations.js';
import type { RequestedWorkflow } from '../../temporal/requested-workflow.js';
import { namedBy, problemsOfOne, requestedPath } from '../requested/named.js';

/** The parameters of a path that names a comparison. */
export const reconciliationPathSchema = requestedPath('comparison', 'PROOF-2027-02-01');

/** Problems of every route that is about one comparison. */
export const ONE_RECONCILIATION = problemsOfOne('unknown-reconciliation');

/** The comparison that the path names. @throws Problem `unknown-reconciliation`, `invalid-request` */
export function namedReconciliation(
  temporal: Temporal,
  request: Request,
): Promise<RequestedWorkflow> {
  return namedBy(request, reconciliationPathSchema, 'unknown-reconciliation', ({ requestId }) =>
    findReconciliation(temporal, requestId),
  );
}

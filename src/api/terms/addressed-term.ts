import type { Request } from 'express';
import { policyTermId } from '../../domain/workflow-ids.js';
import type { Temporal } from '../../temporal/deadlines.js';
import { findTerm, type FoundTerm } from '../../temporal/terms.js';
import { Problem } from '../problem.js';
import { factsOf } from '../request-facts.js';
import { readPath, termPathSchema } from './term-path.js';

/**
 * The workflow id of the term that the address of a request names; the log of the request has it from then on.
 *
 * @throws Problem `invalid-request`
 */
export function addressedTerm(request: Request): string {
  const { policyNumber, termNumber } = readPath(request, termPathSchema);
  const id = policyTermId(policyNumber, termNumber);
  factsOf(request).transactionId = id;
  return id;
}

/** @throws Problem `unknown-term` */
export async function knownTerm(context: Temporal, id: string): Promise<FoundTerm> {
  const found = await findTerm(context, id);
  if (!found) throw new Problem('unknown-term');
  return found;
}

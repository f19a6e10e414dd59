import type { Request } from 'express';
import { z } from 'zod';
import type { Temporal } from '../../temporal/deadlines.js';
import { findTransaction, type FoundTransaction } from '../../temporal/transactions.js';
import { Problem } from '../problem.js';
import type { ProblemCode } from '../problem-catalogue.js';
import { factsOf } from '../request-facts.js';

/** The parameters of a path that names a transaction. */
export const transactionPathSchema = z.strictObject({
  id: z.string().min(1).meta({
    description: '`id` of the transaction as it was answered.',
    example: 'new-business:triton:TRITON-12345',
  }),
});

/** Problems of every route that is about one transaction. */
export const ONE_TRANSACTION: readonly ProblemCode[] = [
  'malformed-path',
  'unknown-transaction',
  'worker-unavailable',
  'workflow-failing',
  'temporal-unavailable',
];

/**
 * The transaction that the path names.
 *
 * @throws Problem `unknown-transaction`
 */
export async function namedTransaction(
  temporal: Temporal,
  request: Request,
): Promise<FoundTransaction> {
  const id = request.params['id'];
  const found = await knownTransaction(temporal, typeof id === 'string' ? id : '');
  factsOf(request).transactionId = found.visible.workflowId;
  return found;
}

/** @throws Problem `unknown-transaction` */
export async function knownTransaction(temporal: Temporal, id: string): Promise<FoundTransaction> {
  const found = await findTransaction(temporal, id);
  if (!found) throw new Problem('unknown-transaction');
  return found;
}

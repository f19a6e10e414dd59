import type { Request } from 'express';
import { z } from 'zod';
import type { ProblemCode } from '../problem-catalogue.js';

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

/** The `:id` of the path, decoded. */
export function transactionId(request: Request): string {
  const id = request.params['id'];
  return typeof id === 'string' ? id : '';
}

import type { Request } from 'express';
import { z } from 'zod';
import type { Temporal } from '../../../temporal/deadlines.js';
import type { FoundTransaction } from '../../../temporal/transactions.js';
import { Problem } from '../../problem.js';
import { namedTransaction, ONE_TRANSACTION } from '../../transactions/named-transaction.js';
import type { ProblemCode } from '../../problem-catalogue.js';

/** The parameters of a path that names a quote. */
export const quotePathSchema = z.strictObject({
  id: z.string().min(1).meta({
    description: '`id` of the quote as it was answered: that of its transaction.',
    example: 'new-business:portal:Q-2027-17',
  }),
});

/** Problems of every route that is about one quote. */
export const ONE_QUOTE: readonly ProblemCode[] = ONE_TRANSACTION;

/** The quote that the path names. @throws Problem `unknown-transaction`, also for a transaction that is none */
export async function namedQuote(temporal: Temporal, request: Request): Promise<FoundTransaction> {
  const found = await namedTransaction(temporal, request);
  if (found.visible.kind !== 'newBusiness') throw new Problem('unknown-transaction');
  return found;
}

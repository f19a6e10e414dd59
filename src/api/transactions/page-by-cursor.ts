import { z } from 'zod';
import type { Temporal } from '../../temporal/deadlines.js';
import { transactionsOf, type VisibleTransaction } from '../../temporal/visible-transactions.js';
import { Problem } from '../problem.js';
import { listPage } from './list-page.js';

/** Of a request that does something to many transactions: how many, and where to go on. */
export const pageFields = {
  limit: z
    .int()
    .min(1, 'is not from 1 to 100; give how many are looked at')
    .max(100, 'is not from 1 to 100; give how many are looked at')
    .default(50)
    .meta({ description: 'How many transactions are looked at by this request.' }),
  cursor: z
    .string()
    .regex(
      /^[A-Za-z0-9_-]{1,4000}$/,
      'is not a cursor; use nextCursor of the answer before as it is',
    )
    .optional()
    .meta({ description: '`nextCursor` of the answer before.' }),
};

/** One page of a search, for an act on each of them. */
export interface PageByCursor {
  readonly transactions: readonly VisibleTransaction[];
  readonly nextCursor: string | null;
}

/**
 * Reads the transactions of one page.
 *
 * @throws Problem `invalid-request` for a cursor of another search
 */
export async function pageByCursor(
  temporal: Temporal,
  query: string,
  { limit, cursor }: { readonly limit: number; readonly cursor?: string | undefined },
): Promise<PageByCursor> {
  const { page, nextCursor } = await listPage(
    temporal,
    query,
    { pageSize: limit, cursor },
    malformedField,
  );
  return { transactions: await transactionsOf(temporal.client, page), nextCursor };
}

function malformedField(): Problem {
  return new Problem('invalid-request', {
    detail: 'Some fields cannot be accepted; nothing was done.',
    errors: [
      {
        field: 'cursor',
        code: 'malformed',
        reason: 'is not a cursor of this search',
        remedy: 'Use nextCursor of the answer before as it is, or leave it out to begin anew.',
      },
    ],
  });
}

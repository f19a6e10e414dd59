import { z } from 'zod';
import type { Temporal } from '../../temporal/deadlines.js';
import { transactionsOf, type VisibleTransaction } from '../../temporal/visible-transactions.js';
import { Problem } from '../problem.js';
import { CURSOR, type MakesCursors } from '../cursors.js';
import { listPage, type Searched } from './list-page.js';

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
    .regex(CURSOR, 'is not a cursor; use nextCursor of the answer before as it is')
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
  context: Temporal & MakesCursors,
  searched: Searched,
  { limit, cursor }: { readonly limit: number; readonly cursor?: string | undefined },
): Promise<PageByCursor> {
  const { page, nextCursor } = await listPage(
    context,
    searched,
    { pageSize: limit, cursor },
    malformedField,
  );
  return { transactions: await transactionsOf(context.client, page), nextCursor };
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

import type { Request } from 'express';
import { z } from 'zod';
import type { Temporal } from '../../../temporal/deadlines.js';
import type { FoundTransaction } from '../../../temporal/transactions.js';
import { partOf } from '../../../temporal/visible-transactions.js';
import { KINDS } from '../../../domain/transaction/kinds.js';
import { CONVERSION, groupOfId } from '../../../domain/workflow-ids.js';
import { Problem } from '../../problem.js';
import { namedTransaction, ONE_TRANSACTION } from '../../transactions/named-transaction.js';
import { transactionPath } from '../../transactions/answer-of-record.js';
import type { ProblemCode } from '../../problem-catalogue.js';

/** The parameters of a path that names a quote. */
export const quotePathSchema = z.strictObject({
  id: z.string().min(1).meta({
    description: '`id` of the quote as it was answered: that of its transaction.',
    example: 'new-business:portal:Q-2027-17',
  }),
});

/** Problems of every route that is about one quote. */
export const ONE_QUOTE: readonly ProblemCode[] = [...ONE_TRANSACTION, 'not-a-quote'];

/** The quote that the path names. @throws Problem `unknown-transaction`; `not-a-quote` for what nobody steers so */
export async function namedQuote(temporal: Temporal, request: Request): Promise<FoundTransaction> {
  const found = await namedTransaction(temporal, request);
  const { visible } = found;
  const { workflowId, kind } = visible;
  if (kind !== 'newBusiness') {
    const { title } = KINDS[kind];
    throw notAQuote(`It is a transaction of another kind: ${title.toLowerCase()}`, workflowId);
  }
  const whole = partOf(visible);
  if (whole === null || groupOfId(whole) !== null) return found;
  throw whole === CONVERSION
    ? notAQuote('It is the conversion of a policy of another system', workflowId)
    : notAQuote(`It makes a term for ${whole}, which steers it`, whole);
}

function notAQuote(what: string, lookAt: string): Problem {
  return new Problem('not-a-quote', {
    detail: `${what}: look at ${transactionPath(lookAt)}, and act there.`,
  });
}

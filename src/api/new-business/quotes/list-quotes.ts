import type { RequestHandler } from 'express';
import { z } from 'zod';
import { QUOTE_STATES } from '../../../domain/quote/quote.js';
import { groupOfId, QUOTE_GROUP } from '../../../domain/workflow-ids.js';
import { transactionQuery } from '../../../temporal/transaction-search.js';
import type { ApiContext } from '../../context.js';
import type { MakesCursors } from '../../cursors.js';
import { readQuery } from '../../query-parameters.js';
import { answer, type Route } from '../../route.js';
import { listAnswer } from '../../transactions/list-answer.js';
import { isSet, listQuerySchema } from '../../transactions/list-query.js';
import { transactionListSchema } from '../../transactions/transaction-answer.js';
import type { QuotesContext } from './quote-answer.js';

const quotesQuerySchema = listQuerySchema
  .pick({
    externalSystem: true,
    externalId: true,
    policyNumber: true,
    needsAttention: true,
    pageSize: true,
    cursor: true,
  })
  .extend({
    group: z
      .string()
      .refine(
        (id) => groupOfId(id) !== null,
        'is no id of a group; use it as the group was answered',
      )
      .optional()
      .meta({
        pattern: QUOTE_GROUP.source,
        description: 'Quotes of the group with this id.',
        example: 'quote-group:portal:OPP-17',
      }),
    quoteState: z
      .enum([...QUOTE_STATES, 'open'])
      .optional()
      .meta({
        description:
          'Those that wait in that state, or have ended in it; `open` those under way. Discarded ones are listed where they are asked for alone.',
      }),
  });

/** GET /api/quotes: a page of quotes, newest first; no worker is asked. */
function listQuotes(context: QuotesContext & MakesCursors): RequestHandler {
  return async (request, response) => {
    const { quoteState = 'notDiscarded', ...query } = readQuery(request, quotesQuerySchema);
    const search = transactionQuery({
      ...query,
      kind: 'newBusiness',
      areQuotes: true,
      quoteState,
      needsAttention: isSet(query.needsAttention),
    });
    response.json(await listAnswer(context, { list: 'quotes', search }, query));
  };
}

export const listQuotesRoute: Route<ApiContext> = {
  method: 'get',
  path: '/api/quotes',
  admits: { by: 'key', scope: 'transactions:read' },
  operationId: 'listQuotes',
  tag: 'quotes',
  summary: 'Search quotes',
  description:
    'Newest first; submissions are quotes, too, and terms that a renewal, a rewrite or a conversion makes are not. The index follows by a second or so, and says of one under way where it last waited. A parameter may be given once.',
  request: { query: quotesQuerySchema },
  answers: { 200: answer('One page.', transactionListSchema) },
  problems: ['invalid-parameter', 'temporal-unavailable'],
  handle: listQuotes,
};

import type { ApiContext } from '../../context.js';
import { readRecord } from '../../../temporal/transactions.js';
import type { Route } from '../../route.js';
import { namedQuote, ONE_QUOTE, quotePathSchema } from './named-quote.js';
import { answerQuote, quoteResponse } from './quote-answer.js';
import type { QuotesContext } from './quote-answer.js';

/** GET /api/quotes/{id}: a quote with what was asked for; also one that was discarded. */
export const getQuoteRoute: Route<ApiContext> = {
  method: 'get',
  path: '/api/quotes/{id}',
  admits: { by: 'key', scope: 'transactions:read' },
  operationId: 'getQuote',
  tag: 'quotes',
  summary: 'A quote as it is now',
  request: { params: quotePathSchema },
  answers: {
    200: quoteResponse('The quote, which waits or has ended.'),
    202: quoteResponse('The quote, which is on its way.'),
  },
  problems: ONE_QUOTE,
  handle: (context: QuotesContext) => async (request, response) => {
    const found = await namedQuote(context, request);
    await answerQuote(context, response, await readRecord(context, found));
  },
};

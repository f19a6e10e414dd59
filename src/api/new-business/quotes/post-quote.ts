import type { RequestHandler } from 'express';
import { quoteRequestSchema, readQuote } from '../../../requests/new-business/read-quote.js';
import type { RequestRules } from '../../../requests/request-check.js';
import type { ApiContext } from '../../context.js';
import { endOfWait } from '../../end-of-wait.js';
import { beginNewBusiness, expiryOf, REFERENCE } from '../begin-new-business.js';
import { submissionExamples } from '../examples.js';
import { Problem } from '../../problem.js';
import { readQuery } from '../../query-parameters.js';
import { json, type Route } from '../../route.js';
import { differentRequest, latestRecord } from '../../transactions/begun.js';
import { waitQuerySchema } from '../../transactions/wait.js';
import { quotePath } from '../../transactions/answer-of-record.js';
import { groupOfQuote } from './group-of-quote.js';
import { answerQuote, quoteResponse } from './quote-answer.js';
import { USUAL_WAIT_SECONDS } from './send-quote-act.js';
import type { QuotesContext } from './quote-answer.js';
import { located } from '../../openapi/headers.js';

/** POST /api/quotes: makes a draft, or answers the quote that the same request made before. */
function postQuote(context: QuotesContext & RequestRules): RequestHandler {
  return async (request, response) => {
    const { wait = USUAL_WAIT_SECONDS } = readQuery(request, waitQuerySchema);
    const read = readQuote(request.body, context);
    if ('errors' in read) {
      throw new Problem('invalid-request', {
        detail: 'Some fields cannot be read; nothing was kept.',
        errors: read.errors,
      });
    }
    const { advanceTo = 'draft' } = read;
    const expiresAt = expiryOf(read.product, context.today());
    const quote = { isChecked: false, expiresAt };
    const group = await groupOfQuote(context, read);
    const begun = await beginNewBusiness(context, request, { ...read, advanceTo, group }, quote);
    const latest = await latestRecord(context, begun, wait * 1_000, endOfWait(response, context));
    if (latest.failure?.code === 'conflict') throw differentRequest(REFERENCE);
    response.location(quotePath(latest.id));
    await answerQuote(context, response, latest);
  };
}

export const postQuoteRoute: Route<ApiContext> = {
  method: 'post',
  path: '/api/quotes',
  admits: { by: 'key', scope: 'transactions:write' },
  operationId: 'postQuote',
  tag: 'quotes',
  summary: 'Make a quote',
  description:
    'It is a draft until it is asked to go on, or goes as far as `advanceTo` says; the policy system knows nothing of a draft. A draft may break the rules of its product, which has to be known. The same request under the same external system and id is one quote, however often it is posted; a different one is refused.',
  request: {
    query: waitQuerySchema,
    body: json(quoteRequestSchema, { examples: submissionExamples() }),
  },
  answers: {
    200: located(quoteResponse('The quote, which waits or has ended.')),
    202: located(quoteResponse('The quote, which is still on its way.')),
  },
  problems: [
    'invalid-parameter',
    'different-request',
    'change-refused',
    'temporal-unavailable',
    'worker-unavailable',
    'workflow-failing',
  ],
  handle: postQuote,
};

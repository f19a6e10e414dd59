import type { RequestHandler } from 'express';
import { conversionRequestSchema } from '../../requests/conversion/conversion-schema.js';
import { isEnded } from '../../temporal/visible-transactions.js';
import type { ApiContext } from '../context.js';
import { exampleFile } from '../example-file.js';
import { endOfWait } from '../end-of-wait.js';
import { readQuery } from '../query-parameters.js';
import { factsOf } from '../request-facts.js';
import { json, type Route } from '../route.js';
import { answerOf, transactionPath } from '../transactions/answer-of-record.js';
import { latestRecord } from '../transactions/begun.js';
import { transactionResponse } from '../transactions/transaction-answer.js';
import { waitQuerySchema } from '../transactions/wait.js';
import { beginConversion } from './begin-conversion.js';
import { located } from '../openapi/headers.js';

/** POST /api/conversion-renewals: imports a policy of another system by renewing it here. */
export const postConversionRoute: Route<ApiContext> = {
  method: 'post',
  path: '/api/conversion-renewals',
  admits: { by: 'key', scope: 'transactions:write' },
  operationId: 'postConversionRenewal',
  tag: 'submissions',
  summary: 'Import a policy of another system by renewing it',
  description:
    'Begins the next term of a policy that lives elsewhere, from the day on which its term ends there. It waits as a draft, `heldAt: "validated"`, and goes on as every quote does. Account, product and producer must be there, else nothing is begun. The same request under the same system and policy number is one transaction.',
  request: {
    query: waitQuerySchema,
    body: json(conversionRequestSchema, { example: exampleFile('conversion') as never }),
  },
  answers: {
    200: located(transactionResponse('The transaction has ended; `state` says how.')),
    202: located(
      transactionResponse('The transaction is under way, or waits to be asked for more.'),
    ),
  },
  problems: [
    'invalid-parameter',
    'different-request',
    'policy-not-read',
    'temporal-unavailable',
    'worker-unavailable',
    'workflow-failing',
  ],
  handle:
    (context): RequestHandler =>
    async (request, response) => {
      const { wait = 0 } = readQuery(request, waitQuerySchema);
      const facts = factsOf(request);
      const requestedBy = facts.clientName ?? '';
      const begun = await beginConversion(context, {
        posted: request.body as unknown,
        requestedBy,
      });
      facts.transactionId = begun.record.id;
      const latest = await latestRecord(context, begun, wait * 1_000, endOfWait(response, context));
      response
        .status(isEnded(latest) ? 200 : 202)
        .location(transactionPath(latest.id))
        .json(answerOf(latest, context.temporalUi));
    },
};

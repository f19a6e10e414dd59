import type { RequestHandler } from 'express';
import { Problem } from '../problem.js';
import { json, type Route } from '../route.js';
import type { ApiContext } from '../context.js';
import { submissionRequestSchema } from '../../requests/new-business/submission-schema.js';
import { differentRequest, latestRecord } from '../transactions/begun.js';
import { beginNewBusiness, REFERENCE } from './begin-new-business.js';
import { transactionResponse } from '../transactions/transaction-answer.js';
import { submissionExamples } from './examples.js';
import { readQuery } from '../query-parameters.js';
import { endOfWait } from '../end-of-wait.js';
import type { MayStop } from '../stopping.js';
import { checkSubmission } from '../../requests/new-business/check-submission.js';
import type { RequestRules } from '../../requests/request-check.js';
import type { Temporal } from '../../temporal/deadlines.js';
import { answerOf, type TemporalUi, transactionPath } from '../transactions/answer-of-record.js';
import { waitQuerySchema } from '../transactions/wait.js';
import { isEnded } from '../../temporal/visible-transactions.js';
import { located } from '../openapi/headers.js';

type SubmissionsContext = Temporal &
  RequestRules &
  MayStop & { readonly temporalUi: TemporalUi | undefined };

/** POST /api/submissions: starts new business, or answers for the transaction that the same request started before. */
function postSubmission(context: SubmissionsContext): RequestHandler {
  return async (request, response) => {
    const { wait = 0 } = readQuery(request, waitQuerySchema);
    const checked = checkSubmission(request.body, context);
    if ('errors' in checked) {
      throw new Problem('invalid-request', {
        detail: 'Some fields cannot be accepted; nothing was started.',
        errors: checked.errors,
      });
    }
    const begun = await beginNewBusiness(context, request, checked, {
      isChecked: checked.advanceTo !== 'draft',
      expiresAt: null,
    });
    const latest = await latestRecord(context, begun, wait * 1_000, endOfWait(response, context));
    if (latest.failure?.code === 'conflict') throw differentRequest(REFERENCE);
    response
      .status(isEnded(latest) ? 200 : 202)
      .location(transactionPath(latest.id))
      .json(answerOf(latest, context.temporalUi));
  };
}

export const postSubmissionRoute: Route<ApiContext> = {
  method: 'post',
  path: '/api/submissions',
  admits: { by: 'key', scope: 'transactions:write' },
  operationId: 'postSubmission',
  tag: 'submissions',
  summary: 'Start new business',
  description:
    'The same request under the same external system and id is one transaction, however often it is posted; a different one is refused.',
  request: {
    query: waitQuerySchema,
    body: json(submissionRequestSchema, { examples: submissionExamples() }),
  },
  answers: {
    200: located(transactionResponse('The transaction has ended; `state` says how.')),
    202: located(
      transactionResponse(
        'The transaction is under way, waits for a person, or waits where it was asked to go no further.',
      ),
    ),
  },
  problems: [
    'invalid-parameter',
    'different-request',
    'temporal-unavailable',
    'worker-unavailable',
    'workflow-failing',
  ],
  handle: postSubmission,
};

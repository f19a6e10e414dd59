import { z } from 'zod';
import {
  LONGEST_AGAIN_AFTER_S,
  MOST_TERMS_PER_MINUTE,
  USUAL_AGAIN_AFTER_S,
  USUAL_TERMS_PER_MINUTE,
} from '../../domain/reconciliation/limits.js';
import { reportAtStart } from '../../domain/reconciliation/report.js';
import { reconciliationId } from '../../domain/workflow-ids.js';
import { externalId } from '../../requests/mid-term/change-fields.js';
import {
  findReconciliation,
  readReport,
  startReconciliation,
} from '../../temporal/reconciliations.js';
import { readBody } from '../body/json-body.js';
import type { ApiContext } from '../context.js';
import { factsOf } from '../request-facts.js';
import { begunBefore } from '../requested/begun-before.js';
import { throttle } from '../requested/work-fields.js';
import { json, type Route } from '../route.js';
import { reconciliationPath, reportAnswer, reportResponse } from './report-answer.js';
import { located } from '../openapi/headers.js';

const bodySchema = z
  .strictObject({
    requestId: externalId().meta({
      description:
        "The caller's own id of this comparison: the same id with the same content is one, however often it is posted.",
      examples: ['PROOF-2027-02-01'],
    }),
    perMinute: throttle(MOST_TERMS_PER_MINUTE, USUAL_TERMS_PER_MINUTE).meta({
      description: 'Terms that are looked at in a minute, at most.',
    }),
    compareAgainAfter: throttle(LONGEST_AGAIN_AFTER_S, USUAL_AGAIN_AFTER_S).meta({
      description:
        'Seconds after which what differs, or is at work, is looked at again: a difference counts when it was there twice.',
    }),
    repairs: z
      .boolean('is not true or false; give one, or leave it out')
      .default(true)
      .meta({ description: 'Whether what can be repaired safely is; without, it becomes a task.' }),
  })
  .meta({ id: 'StartReconciliation' });

/** POST /api/reconciliations: all systems are compared now. */
export const postReconciliationRoute: Route<ApiContext> = {
  method: 'post',
  path: '/api/reconciliations',
  admits: { by: 'key', scope: 'transactions:operate' },
  operationId: 'postReconciliation',
  tag: 'reconciliation',
  summary: 'Compare the policy system, billing and Temporal',
  description:
    'Term by term, as fast as it may. What differs twice is repaired by who owns it where that is safe, and is a task of the term everywhere else.',
  request: { body: json(bodySchema, { example: { requestId: 'PROOF-2027-02-01' } }) },
  answers: { 202: located(reportResponse('It is under way, or was before.')) },
  problems: ['different-request', 'worker-unavailable', 'workflow-failing', 'temporal-unavailable'],
  handle: (context) => async (request, response) => {
    const body = readBody(request, bodySchema);
    const { requestId, perMinute, compareAgainAfter: againAfterSeconds, repairs } = body;
    const facts = factsOf(request);
    facts.transactionId = reconciliationId(requestId);
    const requestedBy = facts.clientName ?? '';
    const input = { perMinute, againAfterSeconds, repairs, requestedBy };
    response.status(202).location(reconciliationPath(requestId));
    const found = await begunBefore(
      { what: 'comparison', requestId, posted: body },
      {
        start: (digest) => startReconciliation(context, requestId, input, digest),
        find: () => findReconciliation(context, requestId),
      },
    );
    const progress = found
      ? await readReport(context, found)
      : reportAtStart({ requestId, ...input }, context.today().toISOString());
    response.json(reportAnswer(progress, found));
  },
};

import { z } from 'zod';
import {
  MOST_OPEN,
  MOST_PER_MINUTE,
  MOST_POLICIES,
  USUAL_PER_MINUTE,
  USUALLY_OPEN,
} from '../../domain/renewal-batch/limits.js';
import { progressAtStart } from '../../domain/renewal-batch/progress.js';
import { renewalBatchId } from '../../domain/workflow-ids.js';
import { externalId } from '../../requests/mid-term/change-fields.js';
import { findBatch, readProgress, startBatch } from '../../temporal/renewal-batches.js';
import { readBody } from '../body/json-body.js';
import type { ApiContext } from '../context.js';
import { factsOf } from '../request-facts.js';
import { begunBefore } from '../requested/begun-before.js';
import { throttle } from '../requested/work-fields.js';
import { json, type Route } from '../route.js';
import { policyPathSchema } from '../terms/term-path.js';
import { batchAnswer, batchPath, batchResponse } from './batch-answer.js';
import { located } from '../openapi/headers.js';

const bodySchema = z
  .strictObject({
    requestId: externalId().meta({
      description:
        "The caller's own id of this batch: the same id with the same content is one batch, however often it is posted.",
      examples: ['RNW-2027-01'],
    }),
    policyNumbers: z
      .array(policyPathSchema.shape.policyNumber)
      .min(1, 'is empty; name one policy at least')
      .max(MOST_POLICIES, `has too many entries; use at most ${MOST_POLICIES}`)
      .meta({ description: 'Renewed in this order. One that is named twice is renewed once.' }),
    perMinute: throttle(MOST_PER_MINUTE, USUAL_PER_MINUTE).meta({
      description: 'Renewals that are begun in a minute, at most.',
    }),
    mostOpen: throttle(MOST_OPEN, USUALLY_OPEN).meta({
      description:
        'Renewals that are being quoted at once, at most: what is begun is finished first.',
    }),
  })
  .meta({ id: 'StartRenewalBatch' });

/** POST /api/renewal-batches: the renewals of many policies, one after the other, without a caller that waits. */
export const postBatchRoute: Route<ApiContext> = {
  method: 'post',
  path: '/api/renewal-batches',
  admits: { by: 'key', scope: 'transactions:write' },
  operationId: 'postRenewalBatch',
  tag: 'changes',
  summary: 'Start the renewals of many policies',
  description:
    'Each is begun at once, by the rule of its product, as fast as the batch may; a policy that has a renewal, whoever began it, keeps it. What cannot be begun does not keep the others.',
  request: {
    body: json(bodySchema, {
      example: { requestId: 'RNW-2027-01', policyNumbers: ['CGL-2027-000001'] },
    }),
  },
  answers: { 202: located(batchResponse('The batch is under way, or was before.')) },
  problems: ['different-request', 'worker-unavailable', 'workflow-failing', 'temporal-unavailable'],
  handle: (context) => async (request, response) => {
    const { policyNumbers: given, ...body } = readBody(request, bodySchema);
    const policyNumbers = [...new Set(given)];
    const { requestId } = body;
    const facts = factsOf(request);
    facts.transactionId = renewalBatchId(requestId);
    const requestedBy = facts.clientName ?? '';
    response.status(202).location(batchPath(requestId));
    const found = await begunBefore(
      { what: 'batch', requestId, posted: { ...body, policyNumbers } },
      {
        start: (digest) => startBatch(context, { ...body, policyNumbers, requestedBy }, digest),
        find: () => findBatch(context, requestId),
      },
    );
    const batch = { ...body, policies: policyNumbers.length, requestedBy };
    const progress = found
      ? await readProgress(context, found)
      : progressAtStart(batch, context.today().toISOString());
    response.json(batchAnswer(progress, found));
  },
};

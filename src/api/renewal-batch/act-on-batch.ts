import { z } from 'zod';
import { by, reason } from '../../requests/correction-schema.js';
import { text } from '../../requests/text-fields.js';
import { readProgress } from '../../temporal/renewal-batches.js';
import { sendAct } from '../../temporal/send-act.js';
import {
  cancelUpdate,
  pauseUpdate,
  resumeUpdate,
  settleUnbegunUpdate,
} from '../../workflows/renewal-batch/messages.js';
import { readBody } from '../body/json-body.js';
import type { ApiContext } from '../context.js';
import { Problem } from '../problem.js';
import { orderRoutes } from '../requested/order-routes.js';
import { json, type Route } from '../route.js';
import { batchAnswer, batchResponse } from './batch-answer.js';
import { batchPathSchema, namedBatch, ONE_BATCH } from './named-batch.js';

/** POST /api/renewal-batches/{requestId}/pause, resume, cancel. */
export const actOnBatchRoutes = orderRoutes({
  path: '/api/renewal-batches/{requestId}',
  params: batchPathSchema,
  name: 'RenewalBatch',
  tag: 'changes',
  schema: 'BatchOrder',
  example: { by: 'ops@example.test', reason: 'IMS is slow' },
  acts: [
    [pauseUpdate, 'Have a batch begin no more renewals until it is resumed'],
    [resumeUpdate, 'Have a paused batch go on'],
    [cancelUpdate, 'End a batch; what it has begun goes on'],
  ],
  answers: { 200: batchResponse('How far it is.') },
  problems: ONE_BATCH,
  named: namedBatch,
  read: readProgress,
  answer: batchAnswer,
});

const settledSchema = z
  .strictObject({
    by: by(),
    reason: reason(),
    task: text(300).meta({ description: 'As the list of tasks names it.' }),
  })
  .meta({ id: 'SettleBatchTask' });

/** POST /api/renewal-batches/{requestId}/settle: a policy whose renewal it could not begin is seen to. */
export const settleBatchTaskRoute: Route<ApiContext> = {
  method: 'post',
  path: '/api/renewal-batches/{requestId}/settle',
  admits: { by: 'key', scope: 'transactions:operate' },
  operationId: 'settleRenewalBatchTask',
  tag: 'changes',
  summary: 'Say that a policy is seen to whose renewal a batch could not begin',
  description: 'It begins nothing: start the renewal by itself where it is wanted.',
  request: {
    params: batchPathSchema,
    body: json(settledSchema, {
      example: {
        by: 'ops@example.test',
        reason: 'Renewed by hand',
        task: 'renewal:CGL-2027-000001',
      },
    }),
  },
  answers: { 200: batchResponse('How far it is.') },
  problems: ['already-ended', 'no-such-task', 'refused', ...ONE_BATCH],
  handle: (context) => async (request, response) => {
    const settled = readBody(request, settledSchema);
    const found = await namedBatch(context, request);
    if (!found.isRunning) throw new Problem('already-ended');
    const progress = await sendAct(context, found.workflowId, settleUnbegunUpdate, settled);
    response.json(batchAnswer(progress, found));
  },
};

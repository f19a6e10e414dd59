import { z } from 'zod';
import { by, reason } from '../../requests/correction-schema.js';
import { readProgress } from '../../temporal/renewal-batches.js';
import { sendAct } from '../../temporal/send-act.js';
import { cancelUpdate, pauseUpdate, resumeUpdate } from '../../workflows/renewal-batch/messages.js';
import { readBody } from '../body/json-body.js';
import type { ApiContext } from '../context.js';
import { Problem } from '../problem.js';
import { json, type Route } from '../route.js';
import { batchAnswer, batchResponse } from './batch-answer.js';
import { batchPathSchema, namedBatch, ONE_BATCH } from './named-batch.js';

const orderSchema = z.strictObject({ by: by(), reason: reason() }).meta({ id: 'BatchOrder' });

const ACTS = [
  {
    update: pauseUpdate,
    operationId: 'pauseRenewalBatch',
    summary: 'Have a batch begin no more renewals until it is resumed',
  },
  { update: resumeUpdate, operationId: 'resumeRenewalBatch', summary: 'Have a paused batch go on' },
  {
    update: cancelUpdate,
    operationId: 'cancelRenewalBatch',
    summary: 'End a batch; what it has begun goes on',
  },
] as const;

/** POST /api/renewal-batches/{requestId}/pause, resume, cancel. Asked for again they change nothing. */
export const actOnBatchRoutes: readonly Route<ApiContext>[] = ACTS.map(
  ({ update, operationId, summary }) => ({
    method: 'post',
    path: `/api/renewal-batches/{requestId}/${update.name}`,
    admits: { by: 'key', scope: 'transactions:operate' },
    operationId,
    tag: 'changes',
    summary,
    request: {
      params: batchPathSchema,
      body: json(orderSchema, { example: { by: 'ops@example.test', reason: 'IMS is slow' } }),
    },
    answers: { 200: batchResponse('How far it is.') },
    problems: ['already-ended', 'refused', ...ONE_BATCH],
    handle: (context) => async (request, response) => {
      const order = readBody(request, orderSchema);
      const found = await namedBatch(context, request);
      const progress = found.isRunning
        ? await sendAct(context, found.workflowId, update, order)
        : await readProgress(context, found);
      const isCancelledBefore = update === cancelUpdate && progress.state === 'cancelled';
      if (!found.isRunning && !isCancelledBefore) throw new Problem('already-ended');
      response.json(batchAnswer(progress, found));
    },
  }),
);

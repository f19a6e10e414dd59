import { readProgress } from '../../temporal/renewal-batches.js';
import { cancelUpdate, pauseUpdate, resumeUpdate } from '../../workflows/renewal-batch/messages.js';
import { orderRoutes } from '../requested/order-routes.js';
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

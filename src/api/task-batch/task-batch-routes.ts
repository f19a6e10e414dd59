import type { Request } from 'express';
import { z } from 'zod';
import { MOST_TASKS, TASK_OUTCOMES } from '../../domain/task-batch/task-batch.js';
import { by, reason } from '../../requests/correction-schema.js';
import { sendAct } from '../../temporal/send-act.js';
import { findTaskBatch, readTaskBatch, type FoundTaskBatch } from '../../temporal/task-batches.js';
import {
  cancelTasksUpdate,
  pauseTasksUpdate,
  resumeTasksUpdate,
} from '../../workflows/task-batch/messages.js';
import { readBody } from '../body/json-body.js';
import type { ApiContext } from '../context.js';
import { Problem } from '../problem.js';
import { readQuery, wholeNumber } from '../query-parameters.js';
import { batchPathSchema, ONE_BATCH } from '../renewal-batch/named-batch.js';
import { factsOf } from '../request-facts.js';
import { answer, json, type Route } from '../route.js';
import { readPath } from '../terms/term-path.js';
import { taskBatchAnswer, taskBatchResponse } from './task-batch-answer.js';

const COMMON = { tag: 'transactions', problems: ONE_BATCH } as const satisfies Partial<
  Route<ApiContext>
>;

/** @throws Problem `unknown-batch`, `invalid-request` */
async function namedTaskBatch(context: ApiContext, request: Request): Promise<FoundTaskBatch> {
  const { requestId } = readPath(request, batchPathSchema);
  const found = await findTaskBatch(context, requestId);
  if (!found) throw new Problem('unknown-batch');
  factsOf(request).transactionId = found.workflowId;
  return found;
}

const getRoute: Route<ApiContext> = {
  ...COMMON,
  method: 'get',
  path: '/api/task-batches/{requestId}',
  admits: { by: 'key', scope: 'transactions:read' },
  operationId: 'getTaskBatch',
  summary: 'How far a batch of tasks is',
  request: { params: batchPathSchema },
  answers: { 200: taskBatchResponse('Its progress.') },
  handle: (context) => async (request, response) => {
    const found = await namedTaskBatch(context, request);
    const { progress } = await readTaskBatch(context, found);
    response.json(taskBatchAnswer(progress, found, context.temporalUi));
  },
};

const resultsQuerySchema = z.strictObject({
  outcome: z.enum(TASK_OUTCOMES).optional(),
  after: wholeNumber(0, MOST_TASKS).optional().meta({
    type: 'integer',
    minimum: 0,
    maximum: MOST_TASKS,
    description: '`next` of the page before.',
  }),
});

const resultsSchema = z
  .strictObject({
    items: z.array(
      z
        .strictObject({
          id: z.string(),
          task: z.string(),
          outcome: z.enum(TASK_OUTCOMES),
          reason: z.string().nullable(),
        })
        .meta({ id: 'BatchedTask' }),
    ),
    next: z.int().nullable().meta({
      description:
        'Send it as `after` for the next page; null where no more tasks were looked at yet.',
    }),
  })
  .meta({ id: 'TaskBatchResults' });

const PAGE = 500;

const resultsRoute: Route<ApiContext> = {
  ...COMMON,
  method: 'get',
  path: '/api/task-batches/{requestId}/results',
  admits: { by: 'key', scope: 'transactions:read' },
  operationId: 'getTaskBatchResults',
  summary: 'What became of each task of a batch',
  description: `In the order of the batch, as far as it is; ${PAGE} at a time.`,
  request: { params: batchPathSchema, query: resultsQuerySchema },
  answers: { 200: answer('One page.', resultsSchema) },
  problems: [...ONE_BATCH, 'invalid-parameter'],
  handle: (context) => async (request, response) => {
    const { outcome, after = 0 } = readQuery(request, resultsQuerySchema);
    const { seen } = await readTaskBatch(context, await namedTaskBatch(context, request));
    const items = seen
      .slice(after, after + PAGE)
      .filter((one) => outcome === undefined || one.outcome === outcome)
      .map((one) => ({ ...one }));
    const next = after + PAGE < seen.length ? after + PAGE : null;
    response.json({ items, next } satisfies z.infer<typeof resultsSchema>);
  },
};

const orderSchema = z.strictObject({ by: by(), reason: reason() }).meta({ id: 'TaskBatchOrder' });

const ACTS = [
  [pauseTasksUpdate, 'Have a batch settle no more tasks until it is resumed'],
  [resumeTasksUpdate, 'Have a paused batch of tasks go on'],
  [cancelTasksUpdate, 'End a batch of tasks; what it has settled stays'],
] as const;

const actRoutes: readonly Route<ApiContext>[] = ACTS.map(([update, summary]) => ({
  ...COMMON,
  method: 'post',
  path: `/api/task-batches/{requestId}/${update.name}`,
  admits: { by: 'key', scope: 'transactions:operate' },
  operationId: `${update.name}TaskBatch`,
  summary,
  request: {
    params: batchPathSchema,
    body: json(orderSchema, { example: { by: 'ops@example.test', reason: 'Not all of them' } }),
  },
  answers: { 200: taskBatchResponse('How far it is.') },
  problems: ['already-ended', 'refused', ...ONE_BATCH],
  handle: (context) => async (request, response) => {
    const order = readBody(request, orderSchema);
    const found = await namedTaskBatch(context, request);
    if (!found.isRunning) throw new Problem('already-ended');
    const progress = await sendAct(context, found.workflowId, update, order);
    response.json(taskBatchAnswer(progress, found, context.temporalUi));
  },
}));

/** Batches of tasks, once they are begun. */
export const taskBatchRoutes: readonly Route<ApiContext>[] = [getRoute, resultsRoute, ...actRoutes];

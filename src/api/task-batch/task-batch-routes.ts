import type { Request } from 'express';
import { z } from 'zod';
import { pageOf } from '../../domain/batch/page.js';
import { TASK_OUTCOMES } from '../../domain/task-batch/task-batch.js';
import type { RequestedWorkflow } from '../../temporal/requested-workflow.js';
import { findTaskBatch, readTaskBatch } from '../../temporal/task-batches.js';
import {
  cancelTasksUpdate,
  pauseTasksUpdate,
  resumeTasksUpdate,
} from '../../workflows/task-batch/messages.js';
import type { ApiContext } from '../context.js';
import { readQuery } from '../query-parameters.js';
import { namedBy, problemsOfOne, requestedPath } from '../requested/named.js';
import { orderRoutes } from '../requested/order-routes.js';
import { afterParameter, nextField, pageAfter } from '../requested/work-fields.js';
import { answer, type Route } from '../route.js';
import { taskBatchAnswer, taskBatchResponse } from './task-batch-answer.js';

const pathSchema = requestedPath('batch', 'OUTAGE-2027-02-03');
const ONE_BATCH = problemsOfOne('unknown-batch');
const COMMON = { tag: 'transactions', problems: ONE_BATCH } as const;

/** @throws Problem `unknown-batch`, `invalid-request` */
function namedTaskBatch(context: ApiContext, request: Request): Promise<RequestedWorkflow> {
  return namedBy(request, pathSchema, 'unknown-batch', ({ requestId }) =>
    findTaskBatch(context, requestId),
  );
}

const getRoute: Route<ApiContext> = {
  ...COMMON,
  method: 'get',
  path: '/api/task-batches/{requestId}',
  admits: { by: 'key', scope: 'transactions:read' },
  operationId: 'getTaskBatch',
  summary: 'How far a batch of tasks is',
  request: { params: pathSchema },
  answers: { 200: taskBatchResponse('Its progress.') },
  handle: (context) => async (request, response) => {
    const found = await namedTaskBatch(context, request);
    const { progress } = await readTaskBatch(context, found);
    response.json(taskBatchAnswer(progress, found, context));
  },
};

const resultsQuerySchema = z.strictObject({
  outcome: z
    .enum(TASK_OUTCOMES)
    .optional()
    .meta({ description: 'Only those of which this became.' }),
  after: afterParameter(),
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
    next: nextField(
      'Send it as `after` for the next page; null where no more tasks were looked at yet.',
    ),
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
  request: { params: pathSchema, query: resultsQuerySchema },
  answers: { 200: answer('One page.', resultsSchema) },
  problems: [...ONE_BATCH, 'invalid-parameter'],
  handle: (context) => async (request, response) => {
    const { outcome, after: cursor } = readQuery(request, resultsQuerySchema);
    const found = await namedTaskBatch(context, request);
    const list = ['task batch', found.workflowId, outcome];
    const { items, next } = await pageAfter(context, list, cursor, async (after) => {
      const { seen } = await readTaskBatch(context, found);
      return pageOf(seen, { after, limit: PAGE }, (one) =>
        outcome === undefined || one.outcome === outcome ? one : null,
      );
    });
    response.json({ items: [...items], next } satisfies z.infer<typeof resultsSchema>);
  },
};

const actRoutes = orderRoutes({
  ...COMMON,
  path: '/api/task-batches/{requestId}',
  params: pathSchema,
  name: 'TaskBatch',
  schema: 'TaskBatchOrder',
  example: { by: 'ops@example.test', reason: 'Not all of them' },
  acts: [
    [pauseTasksUpdate, 'Have a batch settle no more tasks until it is resumed'],
    [resumeTasksUpdate, 'Have a paused batch of tasks go on'],
    [cancelTasksUpdate, 'End a batch of tasks; what it has settled stays'],
  ],
  answers: { 200: taskBatchResponse('How far it is.') },
  named: namedTaskBatch,
  read: async (context, found) => (await readTaskBatch(context, found)).progress,
  answer: taskBatchAnswer,
});

/** Batches of tasks, once they are begun. */
export const taskBatchRoutes: readonly Route<ApiContext>[] = [getRoute, resultsRoute, ...actRoutes];

import { z } from 'zod';
import {
  MOST_PER_MINUTE,
  MOST_TASKS,
  USUAL_PER_MINUTE,
  type NamedTask,
} from '../../domain/task-batch/task-batch.js';
import { by, reason } from '../../requests/correction-schema.js';
import { externalId } from '../../requests/mid-term/change-fields.js';
import { amount, civilDate, text } from '../../requests/text-fields.js';
import { TYPES_WITH_TASKS } from '../../temporal/transaction-search.js';
import { waitingWorkflows } from '../../temporal/waiting-workflows.js';
import { readBody } from '../body/json-body.js';
import type { ApiContext } from '../context.js';
import { throttle } from '../requested/work-fields.js';
import { json, type Route } from '../route.js';
import { filterOf } from '../tasks/task-filter.js';
import { pageOfTasks } from '../tasks/task-page.js';
import { beginTaskBatch } from './begin-task-batch.js';
import { taskBatchResponse } from './task-batch-answer.js';
import { located } from '../openapi/headers.js';

/** By which a caller names a batch and keeps its pace. */
export const batchFields = {
  requestId: externalId().meta({
    description:
      "The caller's own id of this batch: the same id with the same content is one batch, however often it is posted.",
    examples: ['OUTAGE-2027-02-03'],
  }),
  perMinute: throttle(MOST_PER_MINUTE, USUAL_PER_MINUTE).meta({
    description: 'Tasks that are settled in a minute, at most.',
  }),
};

const filterSchema = z
  .strictObject({
    kind: z.enum(TYPES_WITH_TASKS).optional(),
    cause: text(100).optional(),
    product: text(64).optional(),
    policyNumber: text(100).optional(),
    dueBy: civilDate().optional(),
    amountFrom: amount().optional(),
    amountTo: amount().optional(),
  })
  .refine((filter) => Object.values(filter).some((value) => value !== undefined), {
    error: 'names nothing; say which tasks are meant, such as {"cause": "outage"}',
    params: { code: 'missing' },
  })
  .meta({ id: 'TaskFilter', description: 'As the filters of `GET /api/tasks`.' });

const settleRequestSchema = z
  .strictObject({
    ...batchFields,
    by: by(),
    reason: reason(),
    decision: z.enum(['approve', 'decline']).optional().meta({
      description: 'For those that are to be decided; they are refused where it is not said.',
    }),
    tasks: z
      .array(z.strictObject({ id: text(300), task: text(500) }))
      .min(1, 'is empty; name one task at least, or leave it out and give a filter')
      .max(MOST_TASKS, `has too many entries; use at most ${MOST_TASKS}`)
      .optional()
      .meta({ description: 'Each by `id` and `task` as they were listed.' }),
    filter: filterSchema.optional(),
  })
  .refine(({ tasks, filter }) => (tasks === undefined) !== (filter === undefined), {
    path: ['tasks'],
    error: 'and filter are both given, or both missing; give one of them',
    params: { code: 'missing' },
  })
  .meta({ id: 'SettleTasks' });

/** POST /api/tasks:settle: many tasks at once, as a batch that ends whatever dies. */
export const settleTasksRoute: Route<ApiContext> = {
  method: 'post',
  path: '/api/tasks:settle',
  admits: { by: 'key', scope: 'transactions:operate' },
  operationId: 'settleTasks',
  tag: 'transactions',
  summary: 'Settle many tasks at once',
  description: `Each by the act that settles it: a stop is run again, a task is closed, what is paused or parked is resumed, what is referred is decided as \`decision\` says. What needs more, such as the proof of a notice or a person's word about a write in doubt, is refused and stays as it is. Of what a filter means, the ${MOST_TASKS} most urgent.`,
  request: {
    body: json(settleRequestSchema, {
      example: {
        requestId: 'OUTAGE-2027-02-03',
        by: 'ops@example.test',
        reason: 'IMS is back',
        filter: { cause: 'outage' },
      },
    }),
  },
  answers: { 202: located(taskBatchResponse('The batch is under way, or was before.')) },
  problems: ['different-request', 'worker-unavailable', 'workflow-failing', 'temporal-unavailable'],
  handle: (context) => async (request, response) => {
    const posted = readBody(request, settleRequestSchema);
    const { tasks, filter, decision = null, ...asked } = posted;
    await beginTaskBatch(
      context,
      { request, response },
      { ...asked, decision },
      posted,
      async () => tasks ?? (await meantBy(context, filter ?? {})),
    );
  },
};

async function meantBy(
  context: ApiContext,
  { kind, ...asked }: z.infer<typeof filterSchema>,
): Promise<readonly NamedTask[]> {
  const { waiting } = await waitingWorkflows(context, kind);
  const found = await pageOfTasks(context, waiting, {
    filter: filterOf(asked),
    after: null,
    pageSize: MOST_TASKS,
  });
  return found
    .slice(0, MOST_TASKS)
    .flatMap(({ id, task }) => (task === null ? [] : [{ id, task: task.key }]));
}

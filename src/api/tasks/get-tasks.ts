import type { RequestHandler } from 'express';
import { z } from 'zod';
import { amount, civilDate } from '../../requests/text-fields.js';
import { TYPES_WITH_TASKS } from '../../temporal/transaction-search.js';
import { MOST_WAITING, waitingWorkflows } from '../../temporal/waiting-workflows.js';
import type { ApiContext } from '../context.js';
import { readQuery } from '../query-parameters.js';
import { answer, type Route } from '../route.js';
import { DEFAULT_PAGE_SIZE, malformedCursor } from '../transactions/list-page.js';
import { pageParameters, quotable } from '../transactions/list-query.js';
import { listedTaskSchema, taskAnswer } from './task-answer.js';
import { filterOf } from './task-filter.js';
import { pageOfTasks } from './task-page.js';
import { placeOfText, textOfPlace } from './task-place.js';

const tasksQuerySchema = z.strictObject({
  kind: z.enum(TYPES_WITH_TASKS).optional().meta({ description: '`of`.' }),
  id: z.string().min(1).max(300).optional().meta({ description: 'Of the workflow that has it.' }),
  cause: quotable().optional().meta({ description: 'Why a person is asked, exactly.' }),
  product: quotable().optional().meta({ description: 'Key of the product.' }),
  policyNumber: quotable().optional().meta({ description: 'Of the policy, exactly.' }),
  dueBy: civilDate().optional().meta({ description: 'Due on that day or before.' }),
  amountFrom: amount().optional().meta({
    description: 'Of money, as much or more, whichever way it goes.',
  }),
  amountTo: amount().optional().meta({ description: 'Of money, as much or less.' }),
  ...pageParameters(),
});

const taskListSchema = z
  .strictObject({
    items: z.array(listedTaskSchema),
    nextCursor: z.string().nullable(),
    isComplete: z.boolean().meta({
      description: `False where more than ${MOST_WAITING} workflows wait for a person: those above it are put in order once some are settled.`,
    }),
  })
  .meta({ id: 'TaskList' });

/** GET /api/tasks: whatever waits for a person, the oldest deadline first. */
function listTasks(context: ApiContext): RequestHandler {
  const currencyOf = (product: string | null): string | null =>
    context.products.get(product ?? '')?.billing?.currency ?? null;
  return async (request, response) => {
    const {
      cursor,
      pageSize = DEFAULT_PAGE_SIZE,
      kind,
      id,
      ...asked
    } = readQuery(request, tasksQuerySchema);
    const list = ['tasks', kind, id, asked];
    const place = cursor === undefined ? null : context.cursors.placeIn(cursor, list);
    if (cursor !== undefined && place === null) throw malformedCursor();
    const after = place && placeOfText(place.toString());
    const { waiting: all, isComplete } = await waitingWorkflows(context, kind);
    const waiting = id === undefined ? all : all.filter(({ workflowId }) => workflowId === id);
    const filter = filterOf(asked);
    const found = await pageOfTasks(context, waiting, { filter, after, pageSize });
    const page = found.slice(0, pageSize);
    const last = found.length > pageSize ? page.at(-1) : undefined;
    response.json({
      items: page.map((task) => taskAnswer(task, context.temporalUi, currencyOf)),
      nextCursor: last ? context.cursors.of(textOfPlace(last), list) : null,
      isComplete,
    } satisfies z.infer<typeof taskListSchema>);
  };
}

export const listTasksRoute: Route<ApiContext> = {
  method: 'get',
  path: '/api/tasks',
  admits: { by: 'key', scope: 'transactions:read' },
  operationId: 'listTasks',
  tag: 'transactions',
  summary: 'Whatever waits for a person, the oldest deadline first',
  description:
    'One ordered list over transactions, terms, batches, groups of quotes, comparisons and webhooks: the deadlines first, the oldest before the others; of one day, and of those without one, what waits the longest. The index follows by a second or so; what is on a page was asked of its workflow. The cursor names a place: while the list changes, what stays is neither repeated nor left out.',
  request: { query: tasksQuerySchema },
  answers: { 200: answer('One page.', taskListSchema) },
  problems: ['invalid-parameter', 'temporal-unavailable'],
  handle: listTasks,
};

import type { RequestHandler } from 'express';
import pLimit from 'p-limit';
import { z } from 'zod';
import { kindOf } from '../../domain/transaction/kinds.js';
import { termOfId } from '../../domain/workflow-ids.js';
import type { Temporal } from '../../temporal/deadlines.js';
import { NoWorkerAnswered, WorkflowFailing } from '../../temporal/errors.js';
import type { Execution } from '../../temporal/executions.js';
import { attentionQuery } from '../../temporal/transaction-search.js';
import { queryRecord } from '../../temporal/transactions.js';
import { queryTerm } from '../../temporal/terms.js';
import type { ApiContext } from '../context.js';
import { readQuery } from '../query-parameters.js';
import { answer, type Route } from '../route.js';
import { termPath } from '../terms/term-answer.js';
import { transactionPath, type TemporalUi } from '../transactions/answer-of-record.js';
import { listPage } from '../transactions/list-page.js';
import { pageParameters } from '../transactions/list-query.js';
import {
  byUrgency,
  type ListedTask,
  listedTaskSchema,
  tasksOfTerm,
  tasksOfTransaction,
  unknownTask,
} from './task-answer.js';

/** Each is asked of its worker. */
const AT_ONCE = 8;

const tasksQuerySchema = z.strictObject(pageParameters());

const taskListSchema = z
  .strictObject({ items: z.array(listedTaskSchema), nextCursor: z.string().nullable() })
  .meta({ id: 'TaskList' });

/** GET /api/tasks: whatever waits for a person, over transactions and terms. */
function listTasks(
  context: Temporal & { readonly temporalUi: TemporalUi | undefined },
): RequestHandler {
  return async (request, response) => {
    const query = readQuery(request, tasksQuerySchema);
    const { page, nextCursor } = await listPage(context, attentionQuery(), query);
    const atOnce = pLimit(AT_ONCE);
    const tasks = await Promise.all(
      page.executions.map((execution) => atOnce(() => tasksOf(context, execution))),
    );
    const items = tasks.flat().sort(byUrgency);
    response.json({ items, nextCursor } satisfies z.infer<typeof taskListSchema>);
  };
}

async function tasksOf(
  context: Temporal & { readonly temporalUi: TemporalUi | undefined },
  { execution, type }: Execution,
): Promise<readonly ListedTask[]> {
  const id = execution?.workflowId ?? '';
  const { temporalUi } = context;
  const term = termOfId(id);
  const kind = kindOf(type?.name);
  try {
    if (term) return tasksOfTerm(await queryTerm(context, id), id, temporalUi);
    return kind ? tasksOfTransaction(await queryRecord(context, id), temporalUi) : [];
  } catch (error) {
    if (!(error instanceof NoWorkerAnswered) && !(error instanceof WorkflowFailing)) throw error;
    const self = term ? termPath(term.policyNumber, term.termNumber) : transactionPath(id);
    return [unknownTask({ of: kind ?? 'policyTerm', id }, self, temporalUi)];
  }
}

export const listTasksRoute: Route<ApiContext> = {
  method: 'get',
  path: '/api/tasks',
  admits: { by: 'key', scope: 'transactions:read' },
  operationId: 'listTasks',
  tag: 'transactions',
  summary: 'Whatever waits for a person, over transactions and terms',
  description:
    'Of each page what has a deadline comes first, the oldest before the others. The index follows by a second or so; what each waits for is asked of it.',
  request: { query: tasksQuerySchema },
  answers: { 200: answer('One page.', taskListSchema) },
  problems: ['invalid-parameter', 'temporal-unavailable'],
  handle: listTasks,
};

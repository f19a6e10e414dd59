import type { RequestHandler } from 'express';
import pLimit from 'p-limit';
import { instantMs } from '../../domain/calendar/instant.js';
import {
  MOST_TASKS,
  USUAL_PER_MINUTE,
  type NamedTask,
} from '../../domain/task-batch/task-batch.js';
import { kindOf } from '../../domain/transaction/kinds.js';
import type { TransactionRecord } from '../../domain/transaction/record.js';
import { correctUpdate } from '../../workflows/transaction/messages.js';
import { readBody } from '../body/json-body.js';
import { PROBLEMS } from '../problem-catalogue.js';
import { answer, json, type Route } from '../route.js';
import type { ApiContext } from '../context.js';
import { NoWorkerAnswered, WorkflowFailing } from '../../temporal/errors.js';
import { waitingWorkflows } from '../../temporal/waiting-workflows.js';
import { beginTaskBatch } from '../task-batch/begin-task-batch.js';
import { taskBatchResponse } from '../task-batch/task-batch-answer.js';
import { toProblem } from '../problem.js';
import type { Temporal } from '../../temporal/deadlines.js';
import { sendAct } from '../../temporal/send-act.js';
import { queryRecord } from '../../temporal/transactions.js';
import { pageByCursor } from './page-by-cursor.js';
import { transactionQuery } from '../../temporal/transaction-search.js';
import {
  type RetriedTransaction,
  type RetryAnswer,
  type RetryFilter,
  retryAnswerSchema,
  retryRequestSchema,
} from './retry-schema.js';
import { located } from '../openapi/headers.js';

/** Enough to be quick, and few enough to leave the workers to everybody else. */
const AT_ONCE = 8;

/** Who runs them again, and why. */
interface Act {
  readonly by: string;
  readonly reason: string;
}

/**
 * POST /api/transactions:retry: runs again all transactions that stopped for the same cause. Each gets a correction
 * without changes, and what came of it is said of each.
 */
function retryTransactions(context: ApiContext): RequestHandler {
  return async (request, response) => {
    const posted = readBody(request, retryRequestSchema);
    const { by, reason, filter, requestId, limit, cursor } = posted;
    if (requestId !== undefined) {
      const asked = { requestId, by, reason, decision: null, perMinute: USUAL_PER_MINUTE };
      await beginTaskBatch(context, { request, response }, asked, posted, () =>
        stoppedSteps(context, filter),
      );
      return;
    }
    const query = transactionQuery({
      needsAttention: true,
      ...(filter.kind === undefined ? {} : { kind: filter.kind }),
    });
    const { transactions: stopped, nextCursor } = await pageByCursor(
      context,
      { list: 'retry', search: query },
      { limit, cursor },
    );
    const atOnce = pLimit(AT_ONCE);
    const tried = await Promise.all(
      stopped.map(({ workflowId }) =>
        atOnce(() => retryOne(context, workflowId, { by, reason }, filter)),
      ),
    );
    const items = tried.filter((item) => item !== null);
    const count = (outcome: RetriedTransaction['outcome']): number =>
      items.filter((item) => item.outcome === outcome).length;
    response.json({
      looked: stopped.length,
      retried: count('retried'),
      refused: count('refused'),
      unanswered: count('unanswered'),
      items,
      nextCursor,
    } satisfies RetryAnswer);
  };
}

/** The stopped steps that a filter means, each as a task. */
async function stoppedSteps(context: Temporal, filter: RetryFilter): Promise<readonly NamedTask[]> {
  const { waiting } = await waitingWorkflows(context, filter.kind);
  const atOnce = pLimit(AT_ONCE);
  const stopped = await Promise.all(
    waiting
      .filter(({ type }) => kindOf(type) !== null)
      .map(({ workflowId: id }) =>
        atOnce(async (): Promise<NamedTask | null> => {
          const record = await queryRecord(context, id).catch(nobodyAnswers);
          return record?.attention && isMeant(record, filter)
            ? { id, task: record.attention.step }
            : null;
        }),
      ),
  );
  return stopped.filter((task) => task !== null).slice(0, MOST_TASKS);
}

/** What nobody speaks for is not run again either. */
function nobodyAnswers(error: unknown): null {
  if (error instanceof NoWorkerAnswered || error instanceof WorkflowFailing) return null;
  throw error;
}

/** @returns null when the filter does not mean it, or when it has gone on by itself */
async function retryOne(
  context: Temporal,
  id: string,
  act: Act,
  filter: RetryFilter,
): Promise<RetriedTransaction | null> {
  try {
    const record = await queryRecord(context, id);
    if (!isMeant(record, filter)) return null;
    // Whoever corrected it in between has said more than "again".
    await sendAct(context, id, correctUpdate, {
      ...act,
      changes: {},
      revision: record.revision,
    });
    return { id, outcome: 'retried', code: null, detail: null };
  } catch (error) {
    const { code, details } = toProblem(error);
    if (code === 'internal') throw error;
    const outcome = PROBLEMS[code].status === 503 ? 'unanswered' : 'refused';
    return { id, outcome, code, detail: details.detail ?? null };
  }
}

function isMeant({ attention, product }: TransactionRecord, filter: RetryFilter): boolean {
  if (attention === null) return false;
  const { step, cause, field, since, reasonIncludes } = filter;
  return (
    (filter.product === undefined || filter.product === product) &&
    (step === undefined || step === attention.step) &&
    (cause === undefined || cause === attention.cause) &&
    (field === undefined || field === attention.field) &&
    (reasonIncludes === undefined || attention.reason.includes(reasonIncludes)) &&
    (since === undefined || instantMs(attention.since) >= instantMs(since))
  );
}

const EXAMPLE = {
  by: 'Pat Doe',
  reason: 'The policy system is back',
  filter: { cause: 'outage', step: 'bind' },
} as const;

export const retryTransactionsRoute: Route<ApiContext> = {
  method: 'post',
  path: '/api/transactions:retry',
  admits: { by: 'key', scope: 'transactions:operate' },
  operationId: 'retryTransactions',
  tag: 'transactions',
  summary: 'Run again all transactions that stopped for the same cause',
  description:
    'Sends each a correction without changes, and says what came of each. One that needs more than that is refused and stays as it is.',
  request: { body: json(retryRequestSchema, { example: EXAMPLE }) },
  answers: {
    200: answer('What came of each that the filter meant.', retryAnswerSchema),
    202: located(taskBatchResponse('With `requestId`: the batch is under way, or was before.')),
  },
  problems: ['different-request', 'worker-unavailable', 'workflow-failing', 'temporal-unavailable'],
  handle: retryTransactions,
};

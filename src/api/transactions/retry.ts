import type { RequestHandler } from 'express';
import pLimit from 'p-limit';
import { instantMs } from '../../domain/calendar/instant.js';
import type { TransactionRecord } from '../../domain/transaction/record.js';
import { correctUpdate } from '../../workflows/transaction/messages.js';
import { readBody } from '../body/json-body.js';
import { PROBLEMS } from '../problem-catalogue.js';
import { answer, json, type Route } from '../route.js';
import type { ApiContext } from '../context.js';
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
function retryTransactions(context: Temporal): RequestHandler {
  return async (request, response) => {
    const { by, reason, filter, limit, cursor } = readBody(request, retryRequestSchema);
    const query = transactionQuery({
      needsAttention: true,
      ...(filter.kind === undefined ? {} : { kind: filter.kind }),
    });
    const { transactions: stopped, nextCursor } = await pageByCursor(context, query, {
      limit,
      cursor,
    });
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

export const retryTransactionsRoute: Route<ApiContext> = {
  method: 'post',
  path: '/api/transactions:retry',
  admits: { by: 'key', scope: 'transactions:operate' },
  operationId: 'retryTransactions',
  tag: 'transactions',
  summary: 'Run again all transactions that stopped for the same cause',
  description:
    'Sends each a correction without changes, and says what came of each. One that needs more than that is refused and stays as it is.',
  request: { body: json(retryRequestSchema) },
  answers: { 200: answer('What came of each that the filter meant.', retryAnswerSchema) },
  problems: ['temporal-unavailable'],
  handle: retryTransactions,
};

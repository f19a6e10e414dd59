import type { Request, RequestHandler } from 'express';
import { acceptanceRequestSchema, advanceRequestSchema } from '../../requests/advance-schema.js';
import { awaitOutcome } from '../../temporal/await-outcome.js';
import type { Temporal } from '../../temporal/deadlines.js';
import { isEnded, type KnownRecord } from '../../temporal/visible-transactions.js';
import { advanceUpdate, type Advance } from '../../workflows/transaction/messages.js';
import { readBody } from '../body/json-body.js';
import type { ApiContext } from '../context.js';
import { endOfWait } from '../end-of-wait.js';
import type { MayStop } from '../stopping.js';
import { Problem } from '../problem.js';
import { readQuery } from '../query-parameters.js';
import { factsOf } from '../request-facts.js';
import { json, type Route } from '../route.js';
import { actOrRead } from './act-or-read.js';
import { answerOf, type TemporalUi } from './answer-of-record.js';
import { namedTransaction, ONE_TRANSACTION, transactionPathSchema } from './named-transaction.js';
import { transactionResponse } from './transaction-answer.js';
import { waitQuerySchema } from './wait.js';

type AdvanceContext = Temporal & MayStop & { readonly temporalUi: TemporalUi | undefined };

/** What a body asks for; without `advanceTo`, to go to the end. */
interface AskedFor {
  readonly by?: string | undefined;
  readonly advanceTo?: Advance['advanceTo'];
  readonly revision?: number | undefined;
}

/** POST /api/transactions/:id/advance and …/accept: has a transaction go further than it was asked to before. */
function goFurther(read: (request: Request) => AskedFor) {
  return (context: AdvanceContext): RequestHandler =>
    async (request, response) => {
      const { wait = 0 } = readQuery(request, waitQuerySchema);
      const { by = factsOf(request).clientName ?? '', advanceTo, revision } = read(request);
      const record = await advanced(context, request, {
        by,
        ...(advanceTo === undefined ? {} : { advanceTo }),
        ...(revision === undefined ? {} : { revision }),
      });
      const latest =
        wait === 0 || isEnded(record)
          ? record
          : await awaitOutcome(context, record.id, wait * 1_000, endOfWait(response, context));
      const known = latest ?? record;
      response.status(isEnded(known) ? 200 : 202).json(answerOf(known, context.temporalUi));
    };
}

/** One that has come to its good end has passed whatever it is asked for. */
async function advanced(
  context: AdvanceContext,
  request: Request,
  advance: Advance,
): Promise<KnownRecord> {
  const find = () => namedTransaction(context, request);
  const act = { update: advanceUpdate, content: advance };
  const { record, isTaken } = await actOrRead(context, await find(), find, act);
  if (!isTaken && record.failure !== null) throw new Problem('already-ended');
  return record;
}

const COMMON = {
  method: 'post',
  admits: { by: 'key', scope: 'transactions:write' },
  tag: 'transactions',
  answers: {
    200: transactionResponse('The transaction has ended.'),
    202: transactionResponse('The transaction goes on, or waits.'),
  },
  problems: ['invalid-parameter', 'stale-revision', 'already-ended', 'refused', ...ONE_TRANSACTION],
} as const satisfies Partial<Route<ApiContext>>;

export const advanceTransactionRoute: Route<ApiContext> = {
  ...COMMON,
  path: '/api/transactions/{id}/advance',
  operationId: 'advanceTransaction',
  summary: 'Have a transaction go further',
  description:
    'It goes on until it is where it was asked to go, and stops at the first failure on the way. What it was asked for before, has reached or passed changes nothing.',
  request: {
    params: transactionPathSchema,
    query: waitQuerySchema,
    body: json(advanceRequestSchema, { example: { advanceTo: 'underwritten', by: 'Pat Doe' } }),
  },
  handle: goFurther((request) => readBody(request, advanceRequestSchema)),
};

export const acceptTransactionRoute: Route<ApiContext> = {
  ...COMMON,
  path: '/api/transactions/{id}/accept',
  operationId: 'acceptTransaction',
  summary: 'Accept what a transaction has quoted: it goes on to its end',
  request: {
    params: transactionPathSchema,
    query: waitQuerySchema,
    body: json(acceptanceRequestSchema, { example: { by: 'Pat Doe', revision: 0 } }),
  },
  handle: goFurther((request) => readBody(request, acceptanceRequestSchema)),
};

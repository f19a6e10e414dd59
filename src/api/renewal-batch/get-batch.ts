import { z } from 'zod';
import { ITEM_OUTCOMES } from '../../domain/renewal-batch/items.js';
import { readProgress, readResults } from '../../temporal/renewal-batches.js';
import type { ApiContext } from '../context.js';
import { readQuery } from '../query-parameters.js';
import {
  afterParameter,
  nextField,
  pageAfter,
  pageSizeParameter,
} from '../requested/work-fields.js';
import { answer, type Route } from '../route.js';
import { batchAnswer, batchResponse } from './batch-answer.js';
import { batchPathSchema, namedBatch, ONE_BATCH } from './named-batch.js';

const common = {
  method: 'get',
  admits: { by: 'key', scope: 'transactions:read' },
  tag: 'changes',
} as const satisfies Partial<Route<ApiContext>>;

/** GET /api/renewal-batches/{requestId}: how far it is. */
export const getBatchRoute: Route<ApiContext> = {
  ...common,
  path: '/api/renewal-batches/{requestId}',
  operationId: 'getRenewalBatch',
  summary: 'How far a batch of renewals is',
  request: { params: batchPathSchema },
  answers: { 200: batchResponse('Its progress.') },
  problems: ONE_BATCH,
  handle: (context) => async (request, response) => {
    const found = await namedBatch(context, request);
    response.json(batchAnswer(await readProgress(context, found), found));
  },
};

const querySchema = z.strictObject({
  outcome: z
    .enum(ITEM_OUTCOMES)
    .optional()
    .meta({ description: 'Only those of which this became.' }),
  after: afterParameter(),
  pageSize: pageSizeParameter(),
});

const resultsSchema = z
  .strictObject({
    items: z.array(
      z
        .strictObject({
          policyNumber: z.string(),
          outcome: z.enum(ITEM_OUTCOMES),
          renewal: z.string().nullable().meta({
            description:
              'Id of the renewal. Refused or failed with one: it was begun and stopped, and a person sees to it there.',
          }),
          reason: z.string().nullable(),
        })
        .meta({ id: 'BatchedRenewal' }),
    ),
    next: nextField(
      'Send it as `after` for the next page; null where no more policies were looked at yet.',
    ),
  })
  .meta({ id: 'RenewalBatchResults' });

/** GET /api/renewal-batches/{requestId}/results: what became of each policy. */
export const batchResultsRoute: Route<ApiContext> = {
  ...common,
  path: '/api/renewal-batches/{requestId}/results',
  operationId: 'getRenewalBatchResults',
  summary: 'What became of each policy of a batch',
  description: 'In the order of the batch, as far as it is.',
  request: { params: batchPathSchema, query: querySchema },
  answers: { 200: answer('One page.', resultsSchema) },
  problems: [...ONE_BATCH, 'invalid-parameter'],
  handle: (context) => async (request, response) => {
    const { outcome, after: cursor, pageSize: limit = 200 } = readQuery(request, querySchema);
    const found = await namedBatch(context, request);
    const list = ['renewal batch', found.workflowId, outcome];
    const { items, next } = await pageAfter(context, list, cursor, (after) =>
      readResults(context, found, { outcome, after, limit }),
    );
    response.json({ items: [...items], next } satisfies z.infer<typeof resultsSchema>);
  },
};

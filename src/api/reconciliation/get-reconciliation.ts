import { z } from 'zod';
import { DIFFERENCE_CODES } from '../../domain/reconciliation/difference.js';
import { DIFFERENCE_OUTCOMES } from '../../domain/reconciliation/report.js';
import { reconciliationOfId } from '../../domain/workflow-ids.js';
import {
  listedReconciliation,
  readDifferences,
  readReport,
  RECONCILIATIONS_QUERY,
} from '../../temporal/reconciliations.js';
import type { ApiContext } from '../context.js';
import { readQuery } from '../query-parameters.js';
import {
  afterParameter,
  moment,
  nextField,
  pageAfter,
  pageSizeParameter,
} from '../requested/work-fields.js';
import { answer, type Route } from '../route.js';
import { listPage } from '../transactions/list-page.js';
import { pageParameters } from '../transactions/list-query.js';
import {
  namedReconciliation,
  ONE_RECONCILIATION,
  reconciliationPathSchema,
} from './named-reconciliation.js';
import {
  differenceAnswer,
  differenceSchema,
  reconciliationPath,
  reportAnswer,
  reportResponse,
} from './report-answer.js';

const common = {
  method: 'get',
  admits: { by: 'key', scope: 'transactions:read' },
  tag: 'reconciliation',
} as const satisfies Partial<Route<ApiContext>>;

/** GET /api/reconciliations/{requestId}: what it has come to. */
export const getReconciliationRoute: Route<ApiContext> = {
  ...common,
  path: '/api/reconciliations/{requestId}',
  operationId: 'getReconciliation',
  summary: 'The numbers of a comparison',
  request: { params: reconciliationPathSchema },
  answers: { 200: reportResponse('Its numbers.') },
  problems: ONE_RECONCILIATION,
  handle: (context) => async (request, response) => {
    const found = await namedReconciliation(context, request);
    response.json(reportAnswer(await readReport(context, found), found));
  },
};

const querySchema = z.strictObject({
  code: z.enum(DIFFERENCE_CODES).optional().meta({ description: 'What differs.' }),
  outcome: z.enum(DIFFERENCE_OUTCOMES).optional().meta({ description: 'What became of it.' }),
  after: afterParameter(),
  pageSize: pageSizeParameter(),
});

const pageSchema = z
  .strictObject({
    items: z.array(differenceSchema),
    next: nextField('Send it as `after` for the next page.'),
  })
  .meta({ id: 'ReconciliationDifferences' });

/** GET /api/reconciliations/{requestId}/differences: what differs, with both sides. */
export const differencesRoute: Route<ApiContext> = {
  ...common,
  path: '/api/reconciliations/{requestId}/differences',
  operationId: 'getReconciliationDifferences',
  summary: 'What differs, with both sides',
  description: 'In the order in which it was found, as far as the comparison is.',
  request: { params: reconciliationPathSchema, query: querySchema },
  answers: { 200: answer('One page.', pageSchema) },
  problems: [...ONE_RECONCILIATION, 'invalid-parameter'],
  handle: (context) => async (request, response) => {
    const { after: cursor, pageSize: limit = 200, ...filter } = readQuery(request, querySchema);
    const found = await namedReconciliation(context, request);
    const list = ['differences', found.workflowId, filter];
    const { items, next } = await pageAfter(context, list, cursor, (after) =>
      readDifferences(context, found, { ...filter, after, limit }),
    );
    response.json({ items: items.map(differenceAnswer), next } satisfies z.infer<
      typeof pageSchema
    >);
  },
};

const listSchema = z
  .strictObject({
    items: z.array(
      z
        .strictObject({
          requestId: z.string(),
          isRunning: z.boolean(),
          startedAt: moment(),
          endedAt: moment().nullable(),
          links: z.strictObject({ self: z.string() }),
        })
        .meta({ id: 'ListedReconciliation' }),
    ),
    nextCursor: z.string().nullable(),
  })
  .meta({ id: 'ReconciliationList' });

const listQuerySchema = z.strictObject(pageParameters());

/** GET /api/reconciliations: all that Temporal remembers, the newest first. */
export const listReconciliationsRoute: Route<ApiContext> = {
  ...common,
  path: '/api/reconciliations',
  operationId: 'listReconciliations',
  summary: 'The comparisons, the newest first',
  description: 'From the search index, which follows by a second or so. No worker is needed.',
  request: { query: listQuerySchema },
  answers: { 200: answer('One page.', listSchema) },
  problems: ['invalid-parameter', 'temporal-unavailable'],
  handle: (context) => async (request, response) => {
    const query = readQuery(request, listQuerySchema);
    const { page, nextCursor } = await listPage(
      context,
      { list: 'reconciliations', search: RECONCILIATIONS_QUERY },
      query,
    );
    const items = page.executions.map(listedReconciliation).map(({ workflowId, ...rest }) => {
      const requestId = reconciliationOfId(workflowId);
      return { requestId, ...rest, links: { self: reconciliationPath(requestId) } };
    });
    response.json({ items, nextCursor } satisfies z.infer<typeof listSchema>);
  },
};

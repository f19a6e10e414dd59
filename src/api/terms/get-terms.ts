import type { RequestHandler } from 'express';
import { z } from 'zod';
import { answer, type Route } from '../route.js';
import type { ApiContext } from '../context.js';
import type { MakesCursors } from '../cursors.js';
import { readQuery } from '../query-parameters.js';
import { openTermsQuery, termsOf } from '../../temporal/visible-terms.js';
import { isSet, pageParameters } from '../transactions/list-query.js';
import { listedTerm, termListSchema } from './term-answer.js';
import type { TemporalUi } from '../transactions/answer-of-record.js';
import type { Temporal } from '../../temporal/deadlines.js';
import { listPage } from '../transactions/list-page.js';

/** Query parameters of the list of terms. */
const termsQuerySchema = z.strictObject({
  needsAttention: z.enum(['true', 'false']).optional().meta({
    description: '`true`: only those with a task for a person, or whose code fails.',
  }),
  ...pageParameters(),
});

/** GET /api/terms: a page of the terms that are not over, such as those with a task; no worker is asked. */
function listTerms(
  context: Temporal & MakesCursors & { readonly temporalUi: TemporalUi | undefined },
): RequestHandler {
  return async (request, response) => {
    const query = readQuery(request, termsQuerySchema);
    const { page, nextCursor } = await listPage(
      context,
      { list: 'terms', search: openTermsQuery(isSet(query.needsAttention)) },
      query,
    );
    const items = termsOf(page).map((term) => listedTerm(term, context.temporalUi));
    response.json({ items, nextCursor } satisfies z.infer<typeof termListSchema>);
  };
}

export const listTermsRoute: Route<ApiContext> = {
  method: 'get',
  path: '/api/terms',
  admits: { by: 'key', scope: 'transactions:read' },
  operationId: 'listTerms',
  tag: 'policies',
  summary: 'The terms that are not over, such as those with a task for a person',
  description: 'From the search index, which follows by a second or so. No worker is needed.',
  request: { query: termsQuerySchema },
  answers: { 200: answer('One page.', termListSchema) },
  problems: ['invalid-parameter', 'temporal-unavailable'],
  handle: listTerms,
};

import type { RequestHandler } from 'express';
import type { z } from 'zod';
import { readQuery } from '../query-parameters.js';
import { termsOf, termsQuerySchema, termsSearch } from '../terms/list-terms.js';
import { listedTerm, type termListSchema } from '../terms/term-answer.js';
import type { TemporalUi } from '../transactions/answer-of-record.js';
import type { Temporal } from '../transactions/find-transaction.js';
import { listPage } from '../transactions/list-page.js';

/** GET /api/terms: a page of the terms that are not over, such as those with a task; no worker is asked. */
export function listTerms(
  context: Temporal & { readonly temporalUi: TemporalUi | undefined },
): RequestHandler {
  return async (request, response) => {
    const query = readQuery(request, termsQuerySchema);
    const { page, nextCursor } = await listPage(context, termsSearch(query), query);
    const items = termsOf(page).map((term) => listedTerm(term, context.temporalUi));
    response.json({ items, nextCursor } satisfies z.infer<typeof termListSchema>);
  };
}

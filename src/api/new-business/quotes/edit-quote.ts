import { z } from 'zod';
import { editQuoteUpdate } from '../../../workflows/new-business/messages.js';
import { readBody } from '../../body/json-body.js';
import type { ApiContext } from '../../context.js';
import { Problem } from '../../problem.js';
import { factsOf } from '../../request-facts.js';
import { json, type Route } from '../../route.js';
import { ONE_QUOTE, quotePathSchema } from './named-quote.js';
import { quoteResponse } from './quote-answer.js';
import { readVersion, versionHeader } from './quote-version.js';
import { sendQuoteAct } from './send-quote-act.js';
import type { QuotesContext } from './quote-answer.js';

const editSchema = z.record(z.string(), z.unknown()).meta({
  id: 'QuoteEdit',
  description:
    'A JSON merge patch (RFC 7396) of `request`: members replace those of the quote, objects are merged, null removes, and a list is replaced as a whole.',
});

/** PATCH /api/quotes/{id}: changes a draft, unless somebody else has changed it since it was read. */
export const editQuoteRoute: Route<ApiContext> = {
  method: 'patch',
  path: '/api/quotes/{id}',
  admits: { by: 'key', scope: 'transactions:write' },
  operationId: 'editQuote',
  tag: 'quotes',
  summary: 'Edit a draft',
  description:
    'Only a draft changes, and its product, its external system and its external id never do. `If-Match` carries the `ETag` of the quote as it was read: a change that somebody else made in between is not overwritten (`staleVersion`).',
  request: {
    params: quotePathSchema,
    headers: z.object({ 'If-Match': versionHeader }),
    body: json(editSchema, { example: { effectiveDate: '2027-03-01' } }),
  },
  answers: { 200: quoteResponse('The draft as it is now.') },
  problems: [
    'version-needed',
    'stale-version',
    'change-refused',
    'already-used',
    'policy-not-read',
    'already-ended',
    'refused',
    ...ONE_QUOTE,
  ],
  handle: (context: QuotesContext) => async (request, response) => {
    const changes = readBody(request, editSchema);
    const version = readVersion(request);
    if (version === null) throw new Problem('version-needed');
    const { revision } = version;
    const act = {
      event: { kind: 'edit', isAsRead: true, isSameProduct: true } as const,
      update: editQuoteUpdate,
      content: { by: factsOf(request).clientName ?? '', changes, revision },
    };
    await sendQuoteAct(context, request, response, { act, version });
  },
};

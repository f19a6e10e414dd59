import type { RequestHandler } from 'express';
import { z } from 'zod';
import { QUOTE_STEPS, REACHED_WITH, type QuoteStep } from '../../../domain/quote/quote.js';
import { acceptanceRequestSchema } from '../../../requests/advance-schema.js';
import { by, reason } from '../../../requests/correction-schema.js';
import {
  decideQuoteUpdate,
  discardQuoteUpdate,
  quoteStepUpdates,
  refuseQuoteUpdate,
  resetQuoteUpdate,
} from '../../../workflows/new-business/messages.js';
import { readBody } from '../../body/json-body.js';
import type { ApiContext } from '../../context.js';
import { readQuery } from '../../query-parameters.js';
import { factsOf } from '../../request-facts.js';
import { json, type Route } from '../../route.js';
import { waitQuerySchema } from '../../transactions/wait.js';
import { ONE_QUOTE, quotePathSchema } from './named-quote.js';
import { quoteResponse } from './quote-answer.js';
import { readVersion, versionHeader } from './quote-version.js';
import { sendQuoteAct, USUAL_WAIT_SECONDS } from './send-quote-act.js';
import type { QuotesContext } from './quote-answer.js';

const who = () =>
  by()
    .optional()
    .meta({ description: 'Who asks; kept for the audit. The client of the API unless said.' });

const COMMON = {
  method: 'post',
  tag: 'quotes',
  answers: {
    200: quoteResponse('The quote, which waits or has ended.'),
    202: quoteResponse('The quote, which is still on its way.'),
  },
  problems: [
    'invalid-parameter',
    'change-refused',
    'stale-revision',
    'already-bound',
    'bind-under-way',
    'already-ended',
    'refused',
    ...ONE_QUOTE,
  ],
} as const satisfies Partial<Route<ApiContext>>;

const WAITS = `It is waited for up to \`wait\` seconds, ${USUAL_WAIT_SECONDS} unless said; a quote that is still on its way then is answered with 202. What its state does not take is refused, and changes nothing.`;

/** Who acts when the body does not say it. */
function clientOf(request: Parameters<RequestHandler>[0]): string {
  return factsOf(request).clientName ?? '';
}

const STEPS: Readonly<Record<QuoteStep, string>> = {
  validate: 'Check a draft against the rules of its product',
  price: 'Price a quote that is validated, in the policy system too',
  underwrite: 'Run the rules of underwriting, for the first time or again',
  accept: 'Accept a quote that is underwritten: nothing is bound yet',
  issue: 'Bind and issue a quote that is accepted',
};

function stepRoute(step: QuoteStep): Route<ApiContext> {
  return {
    ...COMMON,
    path: `/api/quotes/{id}/${step}`,
    admits: { by: 'key', scope: 'transactions:write' },
    operationId: `${step}Quote`,
    summary: STEPS[step],
    problems: [...COMMON.problems, 'stale-version'],
    description: `${WAITS} Where something stands against the step, the quote stays as it is and \`quote.findings\` say what.`,
    request: {
      params: quotePathSchema,
      query: waitQuerySchema,
      headers: z.object({ 'If-Match': versionHeader.optional() }),
      body: json(acceptanceRequestSchema, { example: { by: 'underwriter@example.test' } }),
    },
    handle: (context: QuotesContext) => async (request, response) => {
      const { wait } = readQuery(request, waitQuerySchema);
      const version = readVersion(request);
      const { by = clientOf(request), revision = version?.revision } = readBody(
        request,
        acceptanceRequestSchema,
      );
      const content = { by, ...(revision === undefined ? {} : { revision }) };
      const event = REACHED_WITH[QUOTE_STEPS[step]];
      const act = { event, update: quoteStepUpdates[step], content };
      await sendQuoteAct(context, request, response, { act, version, waitSeconds: wait });
    },
  };
}

const decisionSchema = z
  .strictObject({
    by: who(),
    reason: reason(),
    decision: z.enum(['approve', 'decline', 'reject']),
  })
  .meta({ id: 'UnderwritingDecision' });

const decisionRoute: Route<ApiContext> = {
  ...COMMON,
  path: '/api/quotes/{id}/underwriting-decision',
  admits: { by: 'key', scope: 'transactions:operate' },
  operationId: 'decideQuote',
  summary: 'Decide about a quote that the rules of underwriting have blocked',
  description: `A quote that was asked to go further goes on when it is approved. ${WAITS}`,
  request: {
    params: quotePathSchema,
    query: waitQuerySchema,
    body: json(decisionSchema, {
      example: {
        by: 'underwriter@example.test',
        reason: 'Sprinklers were seen on site',
        decision: 'approve',
      },
    }),
  },
  handle: (context: QuotesContext) => async (request, response) => {
    const { wait } = readQuery(request, waitQuerySchema);
    const { by = clientOf(request), ...rest } = readBody(request, decisionSchema);
    const { decision } = rest;
    const act = {
      event: { kind: 'decide', decision } as const,
      update: decideQuoteUpdate,
      content: { by, ...rest },
    };
    await sendQuoteAct(context, request, response, { act, waitSeconds: wait });
  },
};

const givenUpSchema = z.strictObject({ by: who(), reason: reason() }).meta({ id: 'QuoteGivenUp' });

const refuseRoute: Route<ApiContext> = {
  ...COMMON,
  path: '/api/quotes/{id}/refuse',
  admits: { by: 'key', scope: 'transactions:write' },
  operationId: 'refuseQuote',
  summary: 'The customer does not take an accepted quote',
  description: `It can be reset or discarded then. ${WAITS}`,
  request: {
    params: quotePathSchema,
    query: waitQuerySchema,
    body: json(givenUpSchema, { example: { reason: 'Insured elsewhere' } }),
  },
  handle: (context: QuotesContext) => async (request, response) => {
    const { wait } = readQuery(request, waitQuerySchema);
    const { by = clientOf(request), reason } = readBody(request, givenUpSchema);
    const act = {
      event: { kind: 'refuse', isBound: false } as const,
      update: refuseQuoteUpdate,
      content: { by, reason },
    };
    await sendQuoteAct(context, request, response, { act, waitSeconds: wait });
  },
};

const resetSchema = z
  .strictObject({
    by: who(),
    reason: reason(),
    underwritingFlags: z.enum(['delete', 'clear', 'keep']).optional().meta({
      default: 'keep',
      description:
        'What becomes of what the rules of underwriting have said: gone; kept for the audit and counting no more; or kept.',
    }),
  })
  .meta({ id: 'QuoteReset' });

const resetRoute: Route<ApiContext> = {
  ...COMMON,
  path: '/api/quotes/{id}/reset',
  admits: { by: 'key', scope: 'transactions:write' },
  operationId: 'resetQuote',
  summary: 'Make a quote a draft again',
  description: `Its pricing is gone for good, and its quote in the policy system is closed; the next pricing makes another under the same submission. An accepted quote is refused first. ${WAITS}`,
  request: {
    params: quotePathSchema,
    query: waitQuerySchema,
    body: json(resetSchema, {
      example: { reason: 'A location is added', underwritingFlags: 'clear' },
    }),
  },
  handle: (context: QuotesContext) => async (request, response) => {
    const { wait } = readQuery(request, waitQuerySchema);
    const {
      by = clientOf(request),
      reason,
      underwritingFlags: flags,
    } = readBody(request, resetSchema);
    const act = {
      event: { kind: 'reset' } as const,
      update: resetQuoteUpdate,
      content: { by, reason, ...(flags === undefined ? {} : { flags }) },
    };
    await sendQuoteAct(context, request, response, { act, waitSeconds: wait });
  },
};

const discardQuerySchema = z.strictObject({
  reason: reason().optional().meta({ description: 'Why; kept for the audit.' }),
});

const discardRoute: Route<ApiContext> = {
  ...COMMON,
  method: 'delete',
  path: '/api/quotes/{id}',
  admits: { by: 'key', scope: 'transactions:write' },
  operationId: 'discardQuote',
  summary: 'Discard a quote',
  description:
    'It vanishes from the list of quotes and stays readable by its id; its quote in the policy system is closed. An accepted quote is refused first, an issued one is cancelled instead.',
  request: { params: quotePathSchema, query: discardQuerySchema },
  handle: (context: QuotesContext) => async (request, response) => {
    const { reason = 'Nothing more was said.' } = readQuery(request, discardQuerySchema);
    const act = {
      event: { kind: 'discard' } as const,
      update: discardQuoteUpdate,
      content: { by: clientOf(request), reason },
    };
    await sendQuoteAct(context, request, response, { act });
  },
};

/** What can be done about a quote, but for reading and editing it. */
export const quoteActRoutes: readonly Route<ApiContext>[] = [
  ...(Object.keys(QUOTE_STEPS) as QuoteStep[]).map(stepRoute),
  decisionRoute,
  refuseRoute,
  resetRoute,
  discardRoute,
];

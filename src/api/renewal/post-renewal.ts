import type { Request, RequestHandler } from 'express';
import { renewalRequestSchema, type PostedRenewal } from '../../requests/renewal/renewal-schema.js';
import { isEnded } from '../../temporal/visible-transactions.js';
import { readBody } from '../body/json-body.js';
import { namedPolicy, policyReferenceSchema } from '../changes/named-policy.js';
import { NAMED_TERM_PROBLEMS } from '../changes/named-term.js';
import type { ApiContext } from '../context.js';
import { exampleFile } from '../example-file.js';
import { hungUp } from '../hung-up.js';
import { readQuery } from '../query-parameters.js';
import { factsOf } from '../request-facts.js';
import { json, type Route } from '../route.js';
import { policyPathSchema, readPath } from '../terms/term-path.js';
import { answerOf, transactionPath } from '../transactions/answer-of-record.js';
import { latestRecord } from '../transactions/begun.js';
import { transactionResponse } from '../transactions/transaction-answer.js';
import { waitQuerySchema } from '../transactions/wait.js';
import { beginRenewal } from './begin-renewal.js';

const byReferenceSchema = renewalRequestSchema
  .safeExtend({ policy: policyReferenceSchema })
  .meta({ id: 'RenewalByReferenceRequest' });

const EXAMPLE = renewalRequestSchema.parse(exampleFile('renewal'));

const post =
  (
    read: (context: ApiContext, request: Request) => Promise<[string, PostedRenewal]>,
  ): Route<ApiContext>['handle'] =>
  (context): RequestHandler =>
  async (request, response) => {
    const { wait = 0 } = readQuery(request, waitQuerySchema);
    const [policyNumber, posted] = await read(context, request);
    const facts = factsOf(request);
    const requestedBy = facts.clientName ?? '';
    const begun = await beginRenewal(context, { policyNumber, posted, requestedBy });
    facts.transactionId = begun.record.id;
    const latest = await latestRecord(context, begun, wait * 1_000, hungUp(response));
    response
      .status(isEnded(latest) ? 200 : 202)
      .location(transactionPath(latest.id))
      .json(answerOf(latest, context.temporalUi));
  };

const common = {
  method: 'post',
  admits: { by: 'key', scope: 'transactions:write' },
  tag: 'changes',
  description:
    'A term has one renewal at a time, whoever begins it: the term itself when its lead time comes, or a request. The same request again is the same renewal; another is refused while one is under way or done.',
  answers: {
    200: transactionResponse('The renewal has ended; `state` says how.', true),
    202: transactionResponse('The renewal is under way, or waits.', true),
  },
  problems: [
    'invalid-parameter',
    'different-request',
    'change-refused',
    'quote-differs',
    ...NAMED_TERM_PROBLEMS,
  ],
} as const satisfies Partial<Route<ApiContext>>;

/** Makes the next term of a policy. */
export const renewalRoutes: readonly Route<ApiContext>[] = [
  {
    ...common,
    path: '/api/policies/{policyNumber}/renewals',
    operationId: 'postRenewal',
    summary: 'Make the next term of a policy',
    request: {
      params: policyPathSchema,
      query: waitQuerySchema,
      body: json(renewalRequestSchema, { example: EXAMPLE }),
    },
    handle: post((_context, request) => {
      const { policyNumber } = readPath(request, policyPathSchema);
      return Promise.resolve([policyNumber, readBody(request, renewalRequestSchema)]);
    }),
  },
  {
    ...common,
    path: '/api/renewals',
    operationId: 'postRenewalByReference',
    summary: 'Make the next term of the policy that has a transaction of that reference',
    request: {
      query: waitQuerySchema,
      body: json(byReferenceSchema, {
        example: { policy: { externalSystem: 'triton', externalId: 'TRITON-12345' }, ...EXAMPLE },
      }),
    },
    handle: post(async (context, request) => {
      const { policy, ...posted } = readBody(request, byReferenceSchema);
      return [await namedPolicy(context, { policy }), posted];
    }),
  },
];

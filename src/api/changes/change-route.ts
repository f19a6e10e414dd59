import type { Request, RequestHandler } from 'express';
import type { z } from 'zod';
import { changeId } from '../../domain/workflow-ids.js';
import type { PostedChange } from '../../requests/mid-term/change-fields.js';
import { isEnded } from '../../temporal/visible-transactions.js';
import { readBody } from '../body/json-body.js';
import type { ApiContext } from '../context.js';
import { hungUp } from '../hung-up.js';
import { readQuery } from '../query-parameters.js';
import { factsOf } from '../request-facts.js';
import { json, type Route } from '../route.js';
import { policyPathSchema, readPath } from '../terms/term-path.js';
import { answerOf, transactionPath } from '../transactions/answer-of-record.js';
import { latestRecord } from '../transactions/begun.js';
import { transactionResponse } from '../transactions/transaction-answer.js';
import { waitQuerySchema } from '../transactions/wait.js';
import { beginChange, type ChangeWanted } from './begin-change.js';
import { namedPolicy, policyReferenceSchema, type PolicyReference } from './named-policy.js';
import { NAMED_TERM_PROBLEMS } from './named-term.js';

/** A kind of change that can be asked for over the API. */
interface ChangeOnOffer<Body extends z.ZodObject, Own extends object> extends ChangeWanted<
  z.output<Body> & PostedChange,
  Own
> {
  /** As it stands in addresses: `cancellations`. */
  readonly plural: string;
  readonly summary: string;
  readonly body: Body;
  readonly example: z.input<Body>;
}

/**
 * POST /api/policies/{policyNumber}/<plural> and POST /api/<plural>, which names the policy by one of its transactions. The same
 * requestId with the same content is one change, however often and by whichever of the two it is posted.
 */
export function changeRoutes<Body extends z.ZodObject, Own extends object>(
  offered: ChangeOnOffer<Body, Own>,
): readonly [Route<ApiContext>, Route<ApiContext>] {
  type Posted = z.output<Body> & PostedChange;
  const { kind, plural, body, example } = offered;
  const name = `${kind.charAt(0).toUpperCase()}${kind.slice(1)}`;
  const byReference = body
    .safeExtend({ policy: policyReferenceSchema })
    .meta({ id: `${name}ByReferenceRequest` });

  const post =
    (
      read: (context: ApiContext, request: Request) => Promise<[string, Posted]>,
    ): Route<ApiContext>['handle'] =>
    (context): RequestHandler =>
    async (request, response) => {
      const { wait = 0 } = readQuery(request, waitQuerySchema);
      const [policyNumber, posted] = await read(context, request);
      const facts = factsOf(request);
      facts.transactionId = changeId(kind, policyNumber, posted.requestId);
      const requestedBy = facts.clientName ?? '';
      const begun = await beginChange(context, offered, { policyNumber, posted, requestedBy });
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
      'The same requestId with the same content is one change, however often it is posted; with other content it is refused. What is refused is not started.',
    answers: {
      200: transactionResponse('The change has ended; `state` says how.', true),
      202: transactionResponse('The change is under way, or waits.', true),
    },
    problems: [
      'invalid-parameter',
      'different-request',
      'change-refused',
      'quote-differs',
      ...NAMED_TERM_PROBLEMS,
    ],
  } as const satisfies Partial<Route<ApiContext>>;

  return [
    {
      ...common,
      path: `/api/policies/{policyNumber}/${plural}`,
      operationId: `post${name}`,
      summary: offered.summary,
      request: {
        params: policyPathSchema,
        query: waitQuerySchema,
        body: json(body, { example }),
      },
      handle: post((_context, request) => {
        const { policyNumber } = readPath(request, policyPathSchema);
        return Promise.resolve([policyNumber, readBody(request, body) as Posted]);
      }),
    },
    {
      ...common,
      path: `/api/${plural}`,
      operationId: `post${name}ByReference`,
      summary: `${offered.summary}, of the policy that has a transaction of that reference`,
      request: {
        query: waitQuerySchema,
        body: json(byReference, {
          example: { policy: EXAMPLE_REFERENCE, ...example },
        }),
      },
      handle: post(async (context, request) => {
        const { policy, ...posted } = readBody(request, byReference) as Posted & {
          readonly policy: PolicyReference;
        };
        return [await namedPolicy(context, { policy }), posted as unknown as Posted];
      }),
    },
  ];
}

const EXAMPLE_REFERENCE: PolicyReference = {
  externalSystem: 'triton',
  externalId: 'TRITON-12345',
};

import type { Request, RequestHandler } from 'express';
import type { z } from 'zod';
import { isEnded } from '../../temporal/visible-transactions.js';
import { readBody } from '../body/json-body.js';
import type { ApiContext } from '../context.js';
import { endOfWait } from '../end-of-wait.js';
import { readQuery } from '../query-parameters.js';
import { factsOf } from '../request-facts.js';
import { json, type Route } from '../route.js';
import { policyPathSchema, readPath } from '../terms/term-path.js';
import { answerOf, transactionPath } from '../transactions/answer-of-record.js';
import { latestRecord, type Begun } from '../transactions/begun.js';
import { transactionResponse } from '../transactions/transaction-answer.js';
import { waitQuerySchema } from '../transactions/wait.js';
import { namedPolicy, policyReferenceSchema, type PolicyReference } from './named-policy.js';
import { NAMED_TERM_PROBLEMS } from './named-term.js';
import { located } from '../openapi/headers.js';

/** Who asks for what of which policy. */
export interface Asking<Posted> {
  readonly policyNumber: string;
  readonly posted: Posted;
  /** Name of the client. */
  readonly requestedBy: string;
}

/** What can be asked for of a policy over the API. */
export interface AskedOfPolicy<Body extends z.ZodObject> {
  /** As it stands in names: `Cancellation`. */
  readonly name: string;
  /** As it stands in addresses: `cancellations`. */
  readonly plural: string;
  readonly summary: string;
  /** The same, of the policy that has a transaction of a reference. */
  readonly summaryByReference: string;
  readonly description: string;
  /** As it stands in the answers: `The change`. */
  readonly it: string;
  readonly body: Body;
  readonly example: z.input<Body>;
  /** Starts it, or finds what the same request began, and names it in the facts of the request. */
  readonly begin: (
    context: ApiContext,
    asking: Asking<z.output<Body>>,
    facts: ReturnType<typeof factsOf>,
  ) => Promise<Begun>;
}

/** POST /api/policies/{policyNumber}/<plural> and POST /api/<plural>, which names the policy by one of its transactions. */
export function routesAskedOfPolicy<Body extends z.ZodObject>(
  offered: AskedOfPolicy<Body>,
): readonly [Route<ApiContext>, Route<ApiContext>] {
  type Posted = z.output<Body>;
  const { name, plural, description, it, body, example, begin } = offered;
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
      const requestedBy = facts.clientName ?? '';
      const begun = await begin(context, { policyNumber, posted, requestedBy }, facts);
      const latest = await latestRecord(context, begun, wait * 1_000, endOfWait(response, context));
      response
        .status(isEnded(latest) ? 200 : 202)
        .location(transactionPath(latest.id))
        .json(answerOf(latest, context.temporalUi));
    };

  const common = {
    method: 'post',
    admits: { by: 'key', scope: 'transactions:write' },
    tag: 'changes',
    description,
    answers: {
      200: located(transactionResponse(`${it} has ended; \`state\` says how.`)),
      202: located(transactionResponse(`${it} is under way, or waits.`)),
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
        return Promise.resolve([policyNumber, readBody(request, body)]);
      }),
    },
    {
      ...common,
      path: `/api/${plural}`,
      operationId: `post${name}ByReference`,
      summary: offered.summaryByReference,
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

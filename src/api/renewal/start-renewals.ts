import { z } from 'zod';
import { civilDateIn } from '../../domain/calendar/time-zone.js';
import { renewalId } from '../../domain/workflow-ids.js';
import type { ApiContext } from '../context.js';
import { Problem } from '../problem.js';
import { namedTerm } from '../changes/named-term.js';
import { factsOf } from '../request-facts.js';
import { readBody } from '../body/json-body.js';
import { answer, json, type Route } from '../route.js';
import { policyPathSchema } from '../terms/term-path.js';
import type { Begun } from '../transactions/begun.js';
import { beginRenewal, mayFollow } from './begin-renewal.js';

const MOST_POLICIES = 500;

/** What became of one policy of many. */
const itemSchema = z
  .strictObject({
    policyNumber: z.string(),
    outcome: z.enum(['started', 'known', 'refused', 'unknown']).meta({
      description:
        '`started` now, `known` where a renewal is under way or done, `refused` by the business, `unknown` policy.',
    }),
    renewal: z.string().nullable().meta({ description: 'Id of the renewal.' }),
    reason: z.string().nullable(),
  })
  .meta({ id: 'StartedRenewal' });
export type StartedRenewal = z.infer<typeof itemSchema>;

const bodySchema = z
  .strictObject({
    policyNumbers: z
      .array(policyPathSchema.shape.policyNumber)
      .min(1, 'is empty; name one policy at least')
      .max(MOST_POLICIES, `has too many entries; use at most ${MOST_POLICIES}`),
  })
  .meta({ id: 'StartRenewals' });

/** POST /api/renewals:start: goes on after a policy that cannot be renewed. */
export const startRenewalsRoute: Route<ApiContext> = {
  method: 'post',
  path: '/api/renewals:start',
  admits: { by: 'key', scope: 'transactions:write' },
  operationId: 'startRenewals',
  tag: 'changes',
  summary: 'Start the renewals of policies, each for itself',
  description:
    'In the order given. What cannot be started is said and does not keep the others; posted again, what was started is known.',
  request: { body: json(bodySchema, { example: { policyNumbers: ['CGL-2027-000001'] } }) },
  answers: {
    200: answer(
      'What became of each.',
      z.strictObject({ renewals: z.array(itemSchema) }).meta({ id: 'StartedRenewals' }),
    ),
  },
  problems: ['worker-unavailable'],
  handle: (context) => async (request, response) => {
    const { policyNumbers } = readBody(request, bodySchema);
    const requestedBy = factsOf(request).clientName ?? '';
    const renewals: StartedRenewal[] = [];
    for (const policyNumber of policyNumbers)
      renewals.push(await startRenewalOf(context, policyNumber, requestedBy));
    response.json({ renewals });
  },
};

/** Starts the renewal of the latest term of a policy, and says what became of that. */
export async function startRenewalOf(
  context: ApiContext,
  policyNumber: string,
  requestedBy: string,
): Promise<StartedRenewal> {
  let renewal: string | null = null;
  try {
    const { record: term, product } = await namedTerm(context, { policyNumber });
    const { priorTerm, termNumber } = term;
    // Whoever repeats what was not answered means the term that was the latest then.
    if (priorTerm && (term.effectiveDate ?? '') > civilDateIn(product.timeZone, context.today()))
      return { policyNumber, outcome: 'known', renewal: renewalId(priorTerm), reason: null };
    renewal = renewalId(term);
    const begin = (requestId: string): Promise<Begun> =>
      beginRenewal(context, {
        policyNumber,
        posted: { ...POSTED, requestId, termNumber },
        requestedBy,
      });
    const first = await begin(REQUEST_ID);
    const { kind } = mayFollow(first.record) ? await begin(nextId(first.record)) : first;
    const outcome = kind === 'begun' ? 'started' : 'known';
    return { policyNumber, outcome, renewal, reason: null };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const outcome = OUTCOMES[error.code];
    if (outcome === undefined) throw error;
    const reason = error.details.detail ?? null;
    return { policyNumber, outcome, renewal: outcome === 'known' ? renewal : null, reason };
  }
}

const POSTED = { externalSystem: 'api', advanceTo: 'completed', start: 'now' } as const;
const REQUEST_ID = 'start-renewals';

/** Nobody names these requests: after a renewal that came to nothing the next one is another request. */
function nextId({ reference }: Begun['record']): string {
  const [, count = '1'] = /^start-renewals\.(\d+)$/.exec(reference.id) ?? [];
  return `${REQUEST_ID}.${Number(count) + 1}`;
}

const OUTCOMES: Readonly<Partial<Record<Problem['code'], StartedRenewal['outcome']>>> = {
  'different-request': 'known',
  'change-refused': 'refused',
  'unknown-policy': 'unknown',
  'unknown-term': 'unknown',
  'term-not-bound': 'unknown',
  'unknown-product': 'refused',
};

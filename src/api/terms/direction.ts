import type { RequestHandler } from 'express';
import { z } from 'zod';
import { refusalOf, type RefusalCode } from '../../domain/machine/refusals.js';
import { RENEWAL_DIRECTIONS, type KeptDirection } from '../../domain/policy-term/renewal-events.js';
import { by, reason } from '../../requests/correction-schema.js';
import type { Temporal } from '../../temporal/deadlines.js';
import { readTerm } from '../../temporal/terms.js';
import { directionUpdate, type TermRecord } from '../../workflows/policy-term/messages.js';
import { readBody } from '../body/json-body.js';
import type { ApiContext } from '../context.js';
import { Problem } from '../problem.js';
import type { ProblemCode } from '../problem-catalogue.js';
import { answer, json, type Route } from '../route.js';
import type { TemporalUi } from '../transactions/answer-of-record.js';
import { addressedTerm, knownTerm } from './addressed-term.js';
import { sendToTerm } from './send-to-term.js';
import { termAnswer, termAnswerSchema } from './term-answer.js';
import { ABOUT_TERMS, senderId, termPathSchema } from './term-path.js';

const directionSchema = z
  .strictObject({
    requestId: senderId(100).meta({
      description: "The caller's own id of this word; the same id again is the same word.",
      example: 'DIR-2027-0001',
    }),
    direction: z.enum(RENEWAL_DIRECTIONS).nullable().meta({
      description:
        '`nonRenew`: the insurer does not renew. `notTaken`: the insured does not want it. `refer`: the renewal asks a person before it goes on. Null lifts what holds.',
    }),
    by: by(),
    reason: reason(),
  })
  .meta({ id: 'SetDirection' });

/** PUT /api/policies/:policyNumber/terms/:termNumber/direction: a person says how the term goes on after its end. */
function setDirection(
  context: Temporal & { readonly temporalUi: TemporalUi | undefined },
): RequestHandler {
  return async (request, response) => {
    const id = addressedTerm(request);
    const said = readBody(request, directionSchema);
    const found = await knownTerm(context, id);
    if (!found.isRunning) throw new Problem('term-ended');
    if (said.direction !== null) mustHaveNoNext(await readTerm(context, found), said);
    const reply = await sendToTerm(context, { id }, directionUpdate, said);
    if (reply.outcome === 'refused') {
      const { code, text, allowed } = reply.refusal;
      const problem = PROBLEM_OF_REFUSAL[code] ?? 'term-refused';
      throw new Problem(problem, { detail: text, refusal: { code, allowed } });
    }
    response.json(termAnswer(await readTerm(context, found), found, context.temporalUi));
  };
}

/** Nobody would follow it: the next term is bound. What was said before that is answered as it was. @throws Problem `term-refused` */
function mustHaveNoNext(
  { nextTerm, direction: kept }: TermRecord,
  { direction, by, reason }: Pick<KeptDirection, 'by' | 'reason'> & { direction: string | null },
): void {
  const isKept = kept?.direction === direction && kept.by === by && kept.reason === reason;
  if (nextTerm === null || isKept) return;
  const { code, text, allowed } = refusalOf('notAllowedInState', {
    field: 'nextTerm',
    found: `${nextTerm.policyNumber}-${nextTerm.termNumber}`,
    allowed: 'a term that is not renewed; cancel or endorse the next one',
  });
  throw new Problem('term-refused', { detail: text, refusal: { code, allowed } });
}

const PROBLEM_OF_REFUSAL: Partial<Record<RefusalCode, ProblemCode>> = {
  contentDiffers: 'content-differs',
  termNotBound: 'term-not-bound',
  termNotInForce: 'term-ended',
  termFull: 'term-full',
};

export const setDirectionRoute: Route<ApiContext> = {
  method: 'put',
  path: '/api/policies/{policyNumber}/terms/{termNumber}/direction',
  admits: { by: 'key', scope: 'transactions:operate' },
  operationId: 'setDirection',
  tag: 'policies',
  summary: 'Says how the term goes on after its end',
  description:
    'The newest word holds, until it is lifted. `nonRenew` and `notTaken` keep the term from starting its renewal; a renewal that is under way is told. Only of a term in force that has no next one yet.',
  request: {
    params: termPathSchema,
    body: json(directionSchema, {
      example: {
        requestId: 'DIR-2027-0001',
        direction: 'nonRenew',
        by: 'uw@example.test',
        reason: 'Three losses within the term',
      },
    }),
  },
  answers: { 200: answer('The term, with what holds now.', termAnswerSchema) },
  problems: [
    'unknown-term',
    'term-not-bound',
    'term-ended',
    'content-differs',
    'term-full',
    'term-refused',
    'refused',
    'worker-unavailable',
    'workflow-failing',
    ...ABOUT_TERMS,
  ],
  handle: setDirection,
};

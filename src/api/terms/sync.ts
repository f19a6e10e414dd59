import { randomUUID } from 'node:crypto';
import type { RequestHandler } from 'express';
import { z } from 'zod';
import { formatCents } from '../../domain/money/cents.js';
import type { Temporal } from '../../temporal/deadlines.js';
import { sendAct } from '../../temporal/send-act.js';
import { syncUpdate, type SyncReply } from '../../workflows/policy-term/messages.js';
import type { ApiContext } from '../context.js';
import { Problem } from '../problem.js';
import { answer, type Route } from '../route.js';
import { addressedTerm, knownTerm } from './addressed-term.js';
import { ABOUT_TERMS, termPathSchema } from './term-path.js';

/** The policy system is read twice while the caller waits. */
const LONGEST_WAIT_MS = 45_000;

const syncAnswerSchema = z
  .strictObject({
    found: z
      .array(
        z.strictObject({
          quoteGuid: z.string().meta({ description: "The policy system's id of the transaction." }),
          kind: z.enum(['original', 'endorsement', 'cancellation', 'reinstatement', 'other']),
          effectiveDate: z.string().meta({ format: 'date' }),
          amount: z.string().meta({ pattern: '^-?\\d+\\.\\d{2}$' }),
          isTold: z.boolean().meta({
            description:
              'Whether the term knows it now. Otherwise `text` says why not, and the term has a task.',
          }),
          text: z.string(),
        }),
      )
      .meta({
        description:
          'What the policy system has as bound and the term did not know, oldest first; or what the term knows and is bound no more. Empty: nothing was done by hand.',
      }),
  })
  .meta({ id: 'TermSync' });

type SyncAnswer = z.infer<typeof syncAnswerSchema>;

/** POST /api/policies/:policyNumber/terms/:termNumber/sync: the term is told what was done in the policy system's own screens. */
function syncTerm(context: Temporal): RequestHandler {
  return async (request, response) => {
    const id = addressedTerm(request);
    const found = await knownTerm(context, id);
    if (!found.isRunning) throw new Problem('term-ended');
    const { deadlines } = context;
    const patient = { ...context, deadlines: { ...deadlines, workerMs: LONGEST_WAIT_MS } };
    response.json(answerOf(await sendAct(patient, id, syncUpdate, {}, `sync:${randomUUID()}`)));
  };
}

/** @throws Problem `term-not-bound`, `term-ended`, `term-refused` with who has the turn */
function answerOf(reply: SyncReply): SyncAnswer {
  if (reply.outcome === 'refused') {
    const { code, text, allowed } = reply.refusal;
    throw new Problem(problemOf(code), { detail: text, refusal: { code, allowed } });
  }
  return {
    found: reply.found.map(({ quoteGuid, kind, effectiveDate, totalCents, isTold, text }) => ({
      quoteGuid,
      kind,
      effectiveDate,
      amount: formatCents(totalCents),
      isTold,
      text,
    })),
  };
}

function problemOf(code: string): 'term-not-bound' | 'term-ended' | 'term-refused' {
  if (code === 'termNotBound') return 'term-not-bound';
  return code === 'termNotInForce' ? 'term-ended' : 'term-refused';
}

const EXAMPLE: SyncAnswer = {
  found: [
    {
      quoteGuid: 'b4d4d3d1-1f5b-4f63-9c39-0e6a2f5f2c11',
      kind: 'cancellation',
      effectiveDate: '2027-08-01',
      amount: '-2520.55',
      isTold: true,
      text: 'The term was told of cancellation b4d4d3d1-1f5b-4f63-9c39-0e6a2f5f2c11 from 2027-08-01 over -2520.55.',
    },
  ],
};

export const syncTermRoute: Route<ApiContext> = {
  method: 'post',
  path: '/api/policies/{policyNumber}/terms/{termNumber}/sync',
  admits: { by: 'key', scope: 'transactions:operate' },
  operationId: 'syncTerm',
  tag: 'policies',
  summary: 'Tells the term what was done by hand in the policy system',
  description:
    'Bound changes of the policy that no transaction of Bindery made are read from the policy system and told to the term. Repeatable. Billing is told nothing: a task of a billed term names what it may not know.',
  request: { params: termPathSchema },
  answers: { 200: answer('What was found.', syncAnswerSchema, EXAMPLE) },
  problems: [
    'unknown-term',
    'term-not-bound',
    'term-ended',
    'term-refused',
    'already-ended',
    'policy-not-read',
    'worker-unavailable',
    'workflow-failing',
    'refused',
    ...ABOUT_TERMS,
  ],
  handle: syncTerm,
};

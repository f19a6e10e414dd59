import { randomUUID } from 'node:crypto';
import type { RequestHandler } from 'express';
import { z } from 'zod';
import { formatCents } from '../../domain/money/cents.js';
import type { Temporal } from '../../temporal/deadlines.js';
import { findTerm, isBoundTerm } from '../../temporal/terms.js';
import {
  syncUpdate,
  type SyncedChange,
  type SyncReply,
} from '../../workflows/policy-term/messages.js';
import type { ApiContext } from '../context.js';
import { readQuery } from '../query-parameters.js';
import { Problem } from '../problem.js';
import { answer, type Route } from '../route.js';
import { addressedTerm } from './addressed-term.js';
import { sendToTerm } from './send-to-term.js';
import { openTermOnFile, READ_BACK_PROBLEMS } from './from-policy-system.js';
import { ABOUT_TERMS, readPath, termPathSchema } from './term-path.js';

/** The policy system is read twice while the caller waits. */
const LONGEST_WAIT_MS = 45_000;

const syncAnswerSchema = z
  .strictObject({
    isOpened: z.boolean().meta({
      description:
        'Whether nobody here had bound the term, and it was opened with what the policy system and billing hold.',
    }),
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
          'What the policy system has as bound and the term did not know, oldest first; or what the term knows and is bound no more. What could not be told is named once; the tasks of the term say what is still to be put right.',
      }),
  })
  .meta({ id: 'TermSync' });

type SyncAnswer = z.infer<typeof syncAnswerSchema>;

/** POST /api/policies/:policyNumber/terms/:termNumber/sync: the term is told what was done in the policy system's own screens. */
function syncTerm(context: Temporal): RequestHandler {
  return async (request, response) => {
    const id = addressedTerm(request);
    const { product } = readQuery(request, syncQuerySchema);
    const found = await findTerm(context, id);
    if (!(await isBoundTerm(context, id))) {
      const unknown = found ? 'term-not-bound' : 'unknown-term';
      const name = readPath(request, termPathSchema);
      const since = await openTermOnFile(context, { ...name, product, unknown });
      response.json({ isOpened: true, found: foundAnswer(since) });
      return;
    }
    if (found?.isRunning !== true) throw new Problem('term-ended');
    const { deadlines } = context;
    const patient = { ...context, deadlines: { ...deadlines, workerMs: LONGEST_WAIT_MS } };
    const to = { id, updateId: `sync:${randomUUID()}` };
    response.json(answerOf(await sendToTerm(patient, to, syncUpdate, {})));
  };
}

const syncQuerySchema = z.strictObject({
  product: z.string().optional().meta({
    description:
      'Of a policy that Bindery did not bind: the product that it is, where more than one fits what the policy system says.',
    example: 'general-liability',
  }),
});

/** @throws Problem `term-not-bound`, `term-ended`, `term-refused` with who has the turn */
function answerOf(reply: SyncReply): SyncAnswer {
  if (reply.outcome === 'refused') {
    const { code, text, allowed } = reply.refusal;
    throw new Problem(problemOf(code), { detail: text, refusal: { code, allowed } });
  }
  return { isOpened: false, found: foundAnswer(reply.found) };
}

function foundAnswer(found: readonly SyncedChange[]): SyncAnswer['found'] {
  return found.map(({ totalCents, quoteGuid, kind, effectiveDate, isTold, text }) => ({
    quoteGuid,
    kind,
    effectiveDate,
    amount: formatCents(totalCents),
    isTold,
    text,
  }));
}

function problemOf(code: string): 'term-not-bound' | 'term-ended' | 'term-refused' {
  if (code === 'termNotBound') return 'term-not-bound';
  return code === 'termNotInForce' ? 'term-ended' : 'term-refused';
}

const EXAMPLE: SyncAnswer = {
  isOpened: false,
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
    'Bound changes of the policy that no transaction of Bindery made are read from the policy system and told to the term. A term that nobody here has bound is opened first, with what the policy system and billing hold of it. Repeatable. Billing is told nothing: a task of a billed term names what it may not know.',
  request: { params: termPathSchema, query: syncQuerySchema },
  answers: { 200: answer('What was found.', syncAnswerSchema, EXAMPLE) },
  problems: [
    'term-refused',
    'invalid-parameter',
    'refused',
    ...READ_BACK_PROBLEMS.filter((code) => code !== 'unknown-policy'),
    ...ABOUT_TERMS,
  ],
  handle: syncTerm,
};

import type { RequestHandler } from 'express';
import { z } from 'zod';
import { settleTaskUpdate } from '../../workflows/policy-term/messages.js';
import { Problem } from '../problem.js';
import { answer, json, type Route } from '../route.js';
import type { ApiContext } from '../context.js';
import { readBody } from '../body/json-body.js';
import { text } from '../../requests/text-fields.js';
import { addressedTerm, knownTerm } from './addressed-term.js';
import { sendToTerm } from './send-to-term.js';
import { termAnswer, termAnswerSchema } from './term-answer.js';
import { ABOUT_TERMS, termPathSchema } from './term-path.js';
import type { TemporalUi } from '../transactions/answer-of-record.js';
import type { Temporal } from '../../temporal/deadlines.js';
import { by, reason } from '../../requests/correction-schema.js';

const settlementSchema = z
  .strictObject({
    taskId: text(500).meta({
      description: '`id` of a task of the term, as it was answered.',
      example: 'moneyParked:PAY-2027-0001',
    }),
    by: by(),
    reason: reason(),
  })
  .meta({ id: 'Settlement' });

/** POST /api/policies/:policyNumber/terms/:termNumber/settle: a person has done what a task asked for. */
function settleTask(
  context: Temporal & { readonly temporalUi: TemporalUi | undefined },
): RequestHandler {
  return async (request, response) => {
    const id = addressedTerm(request);
    const { taskId, ...who } = readBody(request, settlementSchema);
    const found = await knownTerm(context, id);
    const ended = new Problem('no-such-task', {
      detail: 'The term has ended, and its tasks with it.',
    });
    if (!found.isRunning) throw ended;
    const settled = { task: taskId, ...who };
    const record = await sendToTerm(context, { id, ended }, settleTaskUpdate, settled);
    response.json(termAnswer(record, found, context.temporalUi));
  };
}

export const settleTaskRoute: Route<ApiContext> = {
  method: 'post',
  path: '/api/policies/{policyNumber}/terms/{termNumber}/settle',
  admits: { by: 'key', scope: 'transactions:operate' },
  operationId: 'settleTask',
  tag: 'policies',
  summary: 'A person has done what a task of the term asked for',
  description:
    'The task is closed. Nothing else is changed: Bindery does not look whether it was done.',
  request: {
    params: termPathSchema,
    body: json(settlementSchema, {
      example: {
        taskId: 'moneyParked:PAY-2027-0001',
        by: 'ops@example.test',
        reason: 'Moved to CGL-2027-000002',
      },
    }),
  },
  answers: { 200: answer('The term, without the task.', termAnswerSchema) },
  problems: [
    'unknown-term',
    'no-such-task',
    'refused',
    'worker-unavailable',
    'workflow-failing',
    ...ABOUT_TERMS,
  ],
  handle: settleTask,
};

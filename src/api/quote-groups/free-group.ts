import { z } from 'zod';
import { by, reason } from '../../requests/correction-schema.js';
import { text } from '../../requests/text-fields.js';
import { actOnGroup, recordOf } from '../../temporal/quote-groups.js';
import { sendAct } from '../../temporal/send-act.js';
import { findTransaction } from '../../temporal/transactions.js';
import { freeUpdate } from '../../workflows/quote-group/messages.js';
import { readBody } from '../body/json-body.js';
import type { ApiContext } from '../context.js';
import { Problem } from '../problem.js';
import { json, type Route } from '../route.js';
import { groupAnswer, groupResponse } from './group-answer.js';
import { groupPathSchema, namedGroup, ONE_GROUP } from './named-group.js';

const freedSchema = z
  .strictObject({
    quote: text(300).meta({
      description: 'Id of the quote that does not run any more, as the group answers it.',
      example: 'new-business:portal:Q-2027-17',
    }),
    by: by(),
    reason: reason(),
  })
  .meta({ id: 'FreedGroup' });

/** POST /api/quote-groups/{id}/free: a quote of it does not run any more, and never leaves by itself. */
export const freeGroupRoute: Route<ApiContext> = {
  method: 'post',
  path: '/api/quote-groups/{id}/free',
  admits: { by: 'key', scope: 'transactions:operate' },
  operationId: 'freeQuoteGroup',
  tag: 'quotes',
  summary: 'Take a quote out of its group that does not run any more',
  description:
    'A quote that was terminated in Temporal never leaves its group, and never gives it back. What it has written stands: look it up first, and post it again where it is bound.',
  request: {
    params: groupPathSchema,
    body: json(freedSchema, {
      example: {
        quote: 'new-business:portal:Q-2027-17',
        by: 'ops@example.test',
        reason: 'Terminated by mistake; nothing was bound',
      },
    }),
  },
  answers: { 200: groupResponse('The group, without the quote.') },
  problems: ['group-in-use', 'refused', ...ONE_GROUP],
  handle: (context) => async (request, response) => {
    const order = readBody(request, freedSchema);
    const { workflowId } = await namedGroup(context, request);
    const running = await findTransaction(context, order.quote);
    if (running?.isRunning) {
      throw inUse(
        `${order.quote} runs, and leaves by itself. See to that quote: have it refused, reset or discarded.`,
      );
    }
    const record = await actOnGroup(context, workflowId, {
      send: () => sendAct(context, workflowId, freeUpdate, order),
      ended: recordOf,
    });
    if (record === null) throw new Problem('unknown-group');
    const quote = record.quotes.find((one) => one.quote === order.quote);
    if (quote === undefined) throw inUse(`${order.quote} is no quote of the group.`);
    if (quote.isIn) throw inUse(`The group is locked: ${record.winner ?? 'a quote'} is issued.`);
    response.json(await groupAnswer(context, record));
  },
};

function inUse(detail: string): Problem {
  return new Problem('group-in-use', { detail });
}

import { readGroup } from '../../temporal/quote-groups.js';
import type { ApiContext } from '../context.js';
import type { Route } from '../route.js';
import { groupAnswer, groupResponse } from './group-answer.js';
import { groupPathSchema, namedGroup, ONE_GROUP } from './named-group.js';

/** GET /api/quote-groups/{id}: its rules, its quotes and which of them has it. */
export const getGroupRoute: Route<ApiContext> = {
  method: 'get',
  path: '/api/quote-groups/{id}',
  admits: { by: 'key', scope: 'transactions:read' },
  operationId: 'getQuoteGroup',
  tag: 'quotes',
  summary: 'A group of quotes, and which of them has it',
  request: { params: groupPathSchema },
  answers: { 200: groupResponse('The group as it is now.') },
  problems: ONE_GROUP,
  handle: (context) => async (request, response) => {
    const found = await namedGroup(context, request);
    response.json(await groupAnswer(context, await readGroup(context, found)));
  },
};

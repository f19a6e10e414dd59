import { begunGroup } from '../../domain/quote-group/group.js';
import { quoteGroupId } from '../../domain/workflow-ids.js';
import { quoteGroupRequestSchema } from '../../requests/quote-group-schema.js';
import { requestDigest } from '../../requests/request-digest.js';
import { findGroup, readGroup, startGroup } from '../../temporal/quote-groups.js';
import { readBody } from '../body/json-body.js';
import type { ApiContext } from '../context.js';
import { Problem } from '../problem.js';
import { factsOf } from '../request-facts.js';
import { json, type Route } from '../route.js';
import { groupAnswer, groupPath, groupResponse } from './group-answer.js';
import { located } from '../openapi/headers.js';

/** POST /api/quote-groups: several quotes of one opportunity. */
export const postGroupRoute: Route<ApiContext> = {
  method: 'post',
  path: '/api/quote-groups',
  admits: { by: 'key', scope: 'transactions:write' },
  operationId: 'postQuoteGroup',
  tag: 'quotes',
  summary: 'Make a group of quotes of one opportunity',
  description:
    'One quote of it alone comes to `uniqueState`, and all agree in the fields of `uniform`. The same request is one group, however often it is posted. A quote joins it by `group` when it is posted.',
  request: {
    body: json(quoteGroupRequestSchema, {
      example: {
        externalSystem: 'portal',
        externalId: 'OPP-17',
        uniform: ['insured', 'state', 'effectiveDate'],
      },
    }),
  },
  answers: { 200: located(groupResponse('The group as it is now.')) },
  problems: ['different-request', 'worker-unavailable', 'workflow-failing', 'temporal-unavailable'],
  handle: (context) => async (request, response) => {
    const {
      externalSystem: system,
      externalId: id,
      ...body
    } = readBody(request, quoteGroupRequestSchema);
    const facts = factsOf(request);
    const workflowId = quoteGroupId({ system, id });
    facts.transactionId = workflowId;
    const rules = { uniform: [...new Set(body.uniform)].sort(), uniqueState: body.uniqueState };
    const digest = requestDigest({ system, id, ...rules });
    const requestedBy = facts.clientName ?? '';
    const isNew = await startGroup(context, { system, id, ...rules, requestedBy }, digest);
    response.location(groupPath(workflowId));
    if (isNew) {
      const begun = begunGroup(context.today().toISOString());
      response.json(await groupAnswer(context, { system, id, ...rules, ...begun }));
      return;
    }
    const found = await findGroup(context, workflowId);
    if (found?.requestDigest !== digest) throw madeBefore(workflowId);
    response.json(await groupAnswer(context, await readGroup(context, found)));
  },
};

function madeBefore(id: string): Problem {
  return new Problem('different-request', {
    detail: `${id} was made with other rules. Post the same rules, or use another id.`,
  });
}

import { z } from 'zod';
import { webhookId } from '../../domain/workflow-ids.js';
import { externalId } from '../../requests/mid-term/change-fields.js';
import { newestEvent } from '../../temporal/event-log.js';
import { isCutOff } from '../../temporal/requested-workflow.js';
import {
  beginWebhookAgain,
  findWebhook,
  readWebhook,
  startWebhook,
  statusAtStart,
} from '../../temporal/webhooks.js';
import { readBody } from '../body/json-body.js';
import type { ApiContext } from '../context.js';
import { Problem } from '../problem.js';
import { factsOf } from '../request-facts.js';
import { begunBefore } from '../requested/begun-before.js';
import { json, type Route } from '../route.js';
import { webhookAnswer, webhookPath, webhookResponse } from './webhook-answer.js';
import { refuseAddress, webhookFields, webhooksOf } from './webhook-fields.js';
import { located } from '../openapi/headers.js';

const bodySchema = z
  .strictObject({
    id: externalId().meta({
      description:
        "The caller's own id of this webhook: the same id with the same content is one, however often it is posted.",
      examples: ['portal-events'],
    }),
    url: webhookFields.url,
    description: webhookFields.description.default(null),
    types: webhookFields.types.default(null),
    products: webhookFields.products.default(null),
  })
  .meta({ id: 'SubscribeWebhook' });

/** POST /api/webhooks: somebody wants to be told what happens. */
export const postWebhookRoute: Route<ApiContext> = {
  method: 'post',
  path: '/api/webhooks',
  admits: { by: 'key', scope: 'webhooks:manage' },
  operationId: 'postWebhook',
  tag: 'events',
  summary: 'Have events posted to an address as they happen',
  description:
    'From the next event on, each as a CloudEvent (structured, `application/cloudevents+json`), signed as Standard Webhooks has it, in order for each policy, at least once. Keep the `secret` of the answer: it is shown again only while the same request is repeated and it was not rotated.',
  repeatedBy: 'id',
  request: {
    body: json(bodySchema, {
      example: {
        id: 'portal-events',
        url: 'https://portal.example/hooks/bindery',
        types: ['bindery.transaction.bound', 'bindery.transaction.ended'],
      },
    }),
  },
  answers: {
    200: located(webhookResponse('It was there before.')),
    201: located(webhookResponse('It is new.')),
  },
  problems: [
    'different-request',
    'already-ended',
    'webhooks-off',
    'worker-unavailable',
    'workflow-failing',
    'temporal-unavailable',
  ],
  handle: (context) => async (request, response) => {
    const webhooks = webhooksOf(context);
    const body = readBody(request, bodySchema);
    const { id, ...subscription } = body;
    refuseAddress(webhooks, subscription.url);
    const facts = factsOf(request);
    facts.transactionId = webhookId(id);
    response.location(webhookPath(id));
    const { currentKeyId } = webhooks.secrets;
    const begun = { id, ...subscription, createdBy: facts.clientName ?? '', keyId: currentKeyId };
    let after = 0;
    const secretOf = (number: number, keyId: string) =>
      number === 1 ? webhooks.secrets.secretOf(id, { number, keyId }) : null;
    const found = await begunBefore(
      {
        what: 'webhook',
        requestId: id,
        posted: body,
        otherwise: 'Change it with PATCH, or use another id.',
      },
      {
        start: async (digest) => {
          if ((await findWebhook(context, id)) !== null) return false;
          after = await newestEvent(context);
          return startWebhook(context, { ...begun, after }, digest);
        },
        find: () => findWebhook(context, id),
      },
    );
    if (found === null) {
      const status = statusAtStart({ ...begun, after }, context.today().toISOString());
      response.status(201);
      response.json(webhookAnswer(status, null, context, secretOf(1, currentKeyId)));
      return;
    }
    if (found.isOver)
      throw new Problem('already-ended', {
        detail: `The webhook ${id} was removed; subscribe under another id.`,
      });
    if (isCutOff(found)) await beginWebhookAgain(context, found);
    const status = await readWebhook(context, found);
    const { number, keyId } = status.secrets.current;
    const now = isCutOff(found) ? null : found;
    response.json(webhookAnswer(status, now, context, secretOf(number, keyId)));
  },
};

import pLimit from 'p-limit';
import { z } from 'zod';
import { webhookOfId } from '../../domain/workflow-ids.js';
import { findWebhook, readWebhook, WEBHOOKS_QUERY } from '../../temporal/webhooks.js';
import type { ApiContext } from '../context.js';
import { readQuery } from '../query-parameters.js';
import { answer, type Route } from '../route.js';
import { listPage } from '../transactions/list-page.js';
import { pageParameters } from '../transactions/list-query.js';
import { namedWebhook, ONE_WEBHOOK, webhookPathSchema } from './named-webhook.js';
import { webhookAnswer, webhookResponse, webhookSchema } from './webhook-answer.js';

const common = {
  method: 'get',
  admits: { by: 'key', scope: 'webhooks:manage' },
  tag: 'events',
} as const satisfies Partial<Route<ApiContext>>;

const getWebhookRoute: Route<ApiContext> = {
  ...common,
  path: '/api/webhooks/{id}',
  operationId: 'getWebhook',
  summary: 'How a webhook stands',
  request: { params: webhookPathSchema },
  answers: { 200: webhookResponse('As it is now.') },
  problems: ONE_WEBHOOK,
  handle: (context) => async (request, response) => {
    const found = await namedWebhook(context, request);
    response.json(webhookAnswer(await readWebhook(context, found), found, context));
  },
};

const listQuerySchema = z.strictObject(pageParameters());

const listSchema = z
  .strictObject({ items: z.array(webhookSchema), nextCursor: z.string().nullable() })
  .meta({ id: 'WebhookList' });

const AT_ONCE = 8;

const listWebhooksRoute: Route<ApiContext> = {
  ...common,
  path: '/api/webhooks',
  operationId: 'listWebhooks',
  summary: 'The webhooks that are not removed',
  description: 'Which there are, is from the search index, which follows by a second or so.',
  request: { query: listQuerySchema },
  answers: { 200: answer('One page, the newest first.', listSchema) },
  problems: ['invalid-parameter', 'worker-unavailable', 'workflow-failing', 'temporal-unavailable'],
  handle: (context) => async (request, response) => {
    const query = readQuery(request, listQuerySchema);
    const { page, nextCursor } = await listPage(
      context,
      { list: 'webhooks', search: WEBHOOKS_QUERY },
      query,
    );
    const atOnce = pLimit(AT_ONCE);
    const items = await Promise.all(
      page.executions.map(({ execution }) =>
        atOnce(async () => {
          const found = await findWebhook(context, webhookOfId(execution?.workflowId ?? ''));
          if (!found?.isRunning) return [];
          return [webhookAnswer(await readWebhook(context, found), found, context)];
        }),
      ),
    );
    response.json({ items: items.flat(), nextCursor } satisfies z.infer<typeof listSchema>);
  },
};

/** GET /api/webhooks and one of them. */
export const getWebhookRoutes: readonly Route<ApiContext>[] = [listWebhooksRoute, getWebhookRoute];

import type { Request } from 'express';
import { z } from 'zod';
import { externalId } from '../../requests/mid-term/change-fields.js';
import type { Temporal } from '../../temporal/deadlines.js';
import type { RequestedWorkflow } from '../../temporal/requested-workflow.js';
import { findWebhook } from '../../temporal/webhooks.js';
import { namedBy, problemsOfOne } from '../requested/named.js';

/** The parameters of a path that names a subscription. */
export const webhookPathSchema = z.strictObject({
  id: externalId().meta({ description: 'As it was posted.', example: 'portal-events' }),
});

/** Problems of every route that is about one subscription. */
export const ONE_WEBHOOK = problemsOfOne('unknown-webhook');

/** The subscription that the path names. @throws Problem `unknown-webhook`, `invalid-request` */
export function namedWebhook(temporal: Temporal, request: Request): Promise<RequestedWorkflow> {
  return namedBy(request, webhookPathSchema, 'unknown-webhook', ({ id }) =>
    findWebhook(temporal, id),
  );
}

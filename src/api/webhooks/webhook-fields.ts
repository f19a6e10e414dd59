import { z } from 'zod';
import type { FieldError } from '../../requests/field-errors.js';
import { text } from '../../requests/text-fields.js';
import type { ApiContext, WebhookContext } from '../context.js';
import { EVENT_TYPE_NAMES } from '../events/event-schema.js';
import { Problem } from '../problem.js';

const LONGEST_URL = 2_000;
const MOST_PRODUCTS = 100;
const NO_TYPE = 'is empty; name what is wanted, or leave it out for all';

/** What somebody wants to be told, and where, as it is posted. */
export const webhookFields = {
  url: z
    .string()
    .max(LONGEST_URL, `is too long; use at most ${LONGEST_URL} characters`)
    .regex(/^[\x21-\x7e]*$/, 'is no address; write it without spaces and control characters')
    .meta({
      format: 'uri',
      description: 'Where events are posted to. `https:`, in a public network, without a password.',
      examples: ['https://portal.example/hooks/bindery'],
    }),
  description: text(200).nullable().meta({ description: 'For people.' }),
  types: z
    .array(z.enum(EVENT_TYPE_NAMES))
    .min(1, NO_TYPE)
    .nullable()
    .meta({ description: 'Types of events; null for all, also those that are yet to come.' }),
  products: z
    .array(text(100))
    .min(1, NO_TYPE)
    .max(MOST_PRODUCTS, `has too many entries; use at most ${MOST_PRODUCTS}`)
    .nullable()
    .meta({ description: 'Keys of product files; null for all.' }),
};

/** @throws Problem `webhooks-off` */
export function webhooksOf({ webhooks }: Pick<ApiContext, 'webhooks'>): WebhookContext {
  if (webhooks !== null) return webhooks;
  throw new Problem('webhooks-off', {
    detail: 'WEBHOOK_KEYS_FILE is not set for the API. Read what happens at GET /api/events.',
  });
}

/** @throws Problem `invalid-request` for an address that nothing is sent to */
export function refuseAddress({ addresses }: WebhookContext, url: string): void {
  const refusal = addresses.refusalOf(url);
  if (refusal === null) return;
  const [reason = '', remedy = ''] = refusal.split('; ');
  const error: FieldError = {
    field: 'url',
    code: 'notAllowed',
    reason,
    remedy: `${remedy.charAt(0).toUpperCase()}${remedy.slice(1)}.`,
  };
  throw new Problem('invalid-request', {
    detail: 'Some fields cannot be accepted; nothing was done.',
    errors: [error],
  });
}

import { Webhook, WebhookVerificationError } from 'standardwebhooks';
import type { CloudEvent } from './api.js';

export { WebhookVerificationError };

/** What `POST /api/webhooks/{id}/test` sends: nothing has happened. */
export interface TestEvent extends Pick<
  CloudEvent,
  'specversion' | 'id' | 'source' | 'time' | 'datacontenttype'
> {
  readonly type: 'bindery.webhook.test';
  readonly data: { readonly id: string; readonly links: { readonly self: string } };
}

/** What a webhook is sent. */
export type Delivery = CloudEvent | TestEvent;

type DeliveryHeaders = Headers | Readonly<Record<string, string | readonly string[] | undefined>>;

/**
 * Checks that a delivery was signed with the secret of the webhook, within five minutes of now, and reads it. Do nothing for an `id` that you know.
 *
 * @param body its very bytes, or the text of them; not what a framework has parsed
 * @param headers of Fetch, or of Node
 * @param secret `whsec_…`, as the API answered it; while it is changed, messages are signed with the old and the new one
 * @throws WebhookVerificationError where it is not; answer 400 then
 */
export function verifyDelivery(
  body: string | Uint8Array,
  headers: DeliveryHeaders,
  secret: string,
): Delivery {
  const entries: Iterable<[string, unknown]> =
    headers instanceof Headers ? headers.entries() : Object.entries(headers);
  const single = [...entries].filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  const text = typeof body === 'string' ? body : new TextDecoder().decode(body);
  return new Webhook(secret).verify(text, Object.fromEntries(single)) as Delivery;
}

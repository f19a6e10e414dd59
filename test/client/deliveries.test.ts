import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { verifyDelivery, WebhookVerificationError } from '@bindery/client';

const secretOf = (words: string) => `whsec_${Buffer.from(words).toString('base64')}`;
const OLD = secretOf('the-secret-that-was-there-before');
const NEW = secretOf('the-secret-that-comes-after-that');

const BODY = JSON.stringify({
  id: 'evt_1',
  type: 'bindery.term.confirmed',
  data: { note: 'Zürich' },
});

function signed({ at = new Date(), secrets = [OLD] }: { at?: Date; secrets?: string[] } = {}) {
  return {
    'webhook-id': 'evt_1',
    'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
    'webhook-signature': secrets.map((one) => new Webhook(one).sign('evt_1', at, BODY)).join(' '),
  };
}

describe('a delivery of a webhook', () => {
  it('is read by its bytes and by its text, with headers of Fetch and of Node', () => {
    const ofNode = { ...signed(), 'set-cookie': ['a', 'b'], via: undefined };
    for (const body of [BODY, Buffer.from(BODY), new TextEncoder().encode(BODY)]) {
      for (const headers of [ofNode, new Headers(signed())]) {
        expect(verifyDelivery(body, headers, OLD)).toEqual(JSON.parse(BODY));
      }
    }
  });

  it('is good for the old secret and the new while it is changed', () => {
    const headers = signed({ secrets: [NEW, OLD] });
    expect(verifyDelivery(BODY, headers, OLD).id).toBe('evt_1');
    expect(verifyDelivery(BODY, headers, NEW).id).toBe('evt_1');
  });

  it.each([
    ['of somebody else', BODY, signed({ secrets: [NEW] })],
    ['that was changed', BODY.replace('confirmed', 'cancelled'), signed()],
    ['that is old', BODY, signed({ at: new Date(Date.now() - 6 * 60_000) })],
    ['without a signature', BODY, {}],
  ])('is refused where it is one %s', (_which, body, headers) => {
    expect(() => verifyDelivery(body, headers, OLD)).toThrow(WebhookVerificationError);
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codeOf, products, runApp, type RunningApp } from './running-app.js';

describe('webhooks without a file of keys', () => {
  let app: RunningApp;
  beforeAll(async () => {
    app = await runApp({}, undefined, products, undefined, null, null);
  });
  afterAll(() => app[Symbol.asyncDispose]());

  it('A125: are not subscribed to, changed or given a secret, and the answer says what is missing', async () => {
    const body = { id: 'portal', url: 'https://portal.example/hooks' };
    const answers = [
      await app.post('/api/webhooks', body),
      await app.send('/api/webhooks/portal', { method: 'PATCH', body: { description: 'New' } }),
      await app.post('/api/webhooks/portal/rotate-secret', { requestId: 'R-1' }),
    ];
    for (const answer of answers) {
      expect(codeOf(answer)).toBe('webhooks-off');
      expect(answer.json['detail']).toContain('WEBHOOK_KEYS_FILE');
    }
    expect(app.temporal.workflows.size).toBe(0);
  });
});

import { describe, expect, it } from 'vitest';
import { readBillingSandboxConfig } from '../../../sandbox/config/billing.js';
import { readEnvironment } from '../../../src/config/env.js';

const CALLBACKS = {
  BILLING_CALLBACK_URL: 'http://127.0.0.1:8000/',
  BILLING_CALLBACK_KEY: 'key-of-billing',
};
const read = (settings: Record<string, string>) =>
  readBillingSandboxConfig(readEnvironment(settings));

describe('the settings of the billing sandbox', () => {
  it('need nothing, and then keep callbacks', () => {
    expect(read({})).toMatchObject({
      config: { host: '127.0.0.1', port: 8020, adminPort: 8021, callbacks: null },
      secrets: { token: null },
    });
  });

  it('call back over REST unless told otherwise', () => {
    const { config } = read(CALLBACKS);
    expect(config.callbacks).toEqual({ url: 'http://127.0.0.1:8000', protocol: 'rest' });
    const overSoap = read({ ...CALLBACKS, BILLING_CALLBACK_PROTOCOL: 'soap' });
    expect(overSoap.config.callbacks?.protocol).toBe('soap');
  });

  it('keep secrets out of what may be printed', () => {
    const { config } = read({
      ...CALLBACKS,
      BILLING_CALLBACK_SIGNING_SECRET: `whsec_${btoa('s'.repeat(32))}`,
      BILLING_SANDBOX_TOKEN: 'token-of-billing',
    });
    expect(JSON.stringify(config)).not.toMatch(/key-of-billing|whsec_|token-of-billing/);
  });

  it.each([
    [{ BILLING_CALLBACK_URL: 'http://127.0.0.1:8000' }, 'BILLING_CALLBACK_KEY is missing'],
    [{ BILLING_CALLBACK_PROTOCOL: 'mail' }, 'BILLING_CALLBACK_PROTOCOL must be rest or soap'],
    [
      { BILLING_CALLBACK_SIGNING_SECRET: 'shared-secret' },
      'BILLING_CALLBACK_SIGNING_SECRET must be whsec_ and the Base64 of 24 to 64 random bytes',
    ],
    [{ BILLING_SANDBOX_PORT: '8021' }, 'BILLING_SANDBOX_ADMIN_PORT must not be the same'],
  ])('refuse %j in words', (settings, words) => {
    expect(() => read(settings)).toThrow(words);
  });
});

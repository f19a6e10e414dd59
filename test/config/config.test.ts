import { describe, expect, it } from 'vitest';
import { refuseUnbillable } from '../../src/config/billing-config.js';
import { readApiConfig, readWorkerConfig, stepLimitMs } from '../../src/config/config.js';
import { readImsSandboxConfig } from '../../sandbox/config/ims.js';
import { readStartConfig } from '../../tools/start/start-config.js';
import { readEnvironment } from '../../src/config/env.js';
import { WrongSettings } from '../../src/config/wrong-settings.js';
import { aProduct, aProductBilling } from '../support/submissions.js';

const WORKER = {
  IMS_URL: 'https://ims.example.com/ims_one/',
  IMS_USER: 'bindery',
  IMS_ENCRYPTED_PASSWORD: 'c2VjcmV0',
  IDENTITY_KEY: 'k'.repeat(32),
  ENCRYPTION_KEYS_FILE: 'encryption-keys.json',
};

function problemsOf(read: () => unknown): readonly string[] {
  try {
    read();
    return [];
  } catch (error) {
    if (error instanceof WrongSettings) return error.problems;
    throw error;
  }
}

const problemsOfWorker = (settings: Record<string, string>): readonly string[] =>
  problemsOf(() => readWorkerConfig(readEnvironment({ ...WORKER, ...settings })));

describe('the settings of a worker', () => {
  it('have defaults for all but IMS and the identity key', () => {
    const { config } = readWorkerConfig(readEnvironment(WORKER));
    expect(config).toMatchObject({
      temporal: { address: '127.0.0.1:7233', namespace: 'default', tls: null },
      ims: {
        url: 'https://ims.example.com/ims_one',
        readTimeoutMs: 20_000,
        writeTimeoutMs: 40_000,
      },
      shutdownGraceMs: 50_000,
    });
  });

  it('keep secrets out of what may be printed', () => {
    const { config } = readWorkerConfig(readEnvironment(WORKER));
    const printed = JSON.stringify(config);
    expect(printed).not.toContain(WORKER.IMS_ENCRYPTED_PASSWORD);
    expect(printed).not.toContain(WORKER.IDENTITY_KEY);
  });

  it('tell everything that is missing at once', () => {
    const problems = problemsOf(() => readWorkerConfig(readEnvironment({})));
    const named = problems.map((problem) => problem.split(' ')[0]);
    expect(named).toEqual([
      'IMS_URL',
      'IMS_USER',
      'ENCRYPTION_KEYS_FILE',
      'IMS_ENCRYPTED_PASSWORD',
      'IDENTITY_KEY',
    ]);
  });

  it.each([
    ['IMS_READ_TIMEOUT', '20', 'a length of time such as 500ms, 20s, 50m, 24h or 90d'],
    ['IMS_URL', 'ims.example.com', 'begins with http:// or https://'],
    ['IMS_MAX_CONCURRENT_CALLS', '0', '1 or more'],
    ['MAX_CACHED_WORKFLOWS', 'many', 'a whole number'],
    ['TEMPORAL_ADDRESS', 'localhost', 'host:port'],
    ['TEMPORAL_TLS', 'yes', 'true or false'],
    ['LOG_LEVEL', 'loud', 'trace, debug, info, warn, error or fatal'],
    ['IDENTITY_KEY', 'short', '32 bytes'],
    ['METRICS_ADDRESS', '9464', 'host:port'],
  ])('refuse %s=%s in words', (name, value, words) => {
    const problems = problemsOfWorker({ [name]: value });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(name);
    expect(problems[0]).toContain(words);
  });

  it.each([
    [{ IMS_READ_TIMEOUT: '30s', IMS_WRITE_TIMEOUT: '10s' }, 'must not be shorter'],
    [{ WORKER_SHUTDOWN_GRACE: '40s' }, 'WORKER_SHUTDOWN_GRACE must be longer'],
    [{ TEMPORAL_TLS_CLIENT_CERT_PATH: 'a.pem' }, 'belong together'],
    [{ TEMPORAL_TLS: 'false', TEMPORAL_API_KEY: 'key' }, 'needs TLS'],
  ])('refuse what contradicts itself: %o', (settings, words) => {
    expect(problemsOfWorker(settings).join('\n')).toContain(words);
  });

  it.each([0, 5_000, 110_000, 600_000])(
    'leave time for a read, a write and a settle time of %i ms in one step',
    (settleMs) => {
      const { config } = readWorkerConfig(readEnvironment(WORKER));
      const { readTimeoutMs, writeTimeoutMs } = config.ims;
      const limitMs = stepLimitMs(config, { settleMs });
      expect(limitMs).toBeGreaterThan(readTimeoutMs + writeTimeoutMs + settleMs);
    },
  );

  it('take the moment of a restore only as a moment', () => {
    const name = 'LOOK_BEFORE_WRITES_BEGUN_BEFORE';
    const read = (moment: string) =>
      readWorkerConfig(readEnvironment({ ...WORKER, [name]: moment }));
    const moment = '2027-01-31T12:00:00-06:00';
    expect(read(moment).config.lookBeforeWritesBegunBefore).toBe(moment);
    expect(problemsOfWorker({ [name]: 'yesterday' }).join()).toContain(name);
  });

  it('count an empty variable as not set', () => {
    expect(problemsOfWorker({ IMS_READ_TIMEOUT: ' ', METRICS_ADDRESS: '' })).toEqual([]);
  });

  it('switch TLS on for an API key', () => {
    const { config } = readWorkerConfig(readEnvironment({ ...WORKER, TEMPORAL_API_KEY: 'key' }));
    expect(config.temporal.tls).not.toBeNull();
  });
});

describe('the settings of a worker with billing', () => {
  const BILLING = { BILLING_URL: 'https://billing.example.com/', BILLING_TOKEN: 'the-token' };
  const PAIR = { BILLING_CLIENT_CERT_FILE: 'a.pem', BILLING_CLIENT_KEY_FILE: 'a.key' };
  const read = (settings: Record<string, string>) =>
    readWorkerConfig(readEnvironment({ ...WORKER, ...settings }));

  it('are none without an address', () => {
    const { config, secrets } = read({});
    expect(config.billing).toBeNull();
    expect(secrets.billingToken).toBeNull();
  });

  it('have defaults for all but address and token, and keep the token out of what may be printed', () => {
    const { config, secrets } = read(BILLING);
    expect(config.billing).toEqual({
      url: 'https://billing.example.com',
      timeoutMs: 20_000,
      maxConcurrentCalls: 8,
      clientPair: null,
    });
    expect(secrets.billingToken).toBe('the-token');
    expect(JSON.stringify(config)).not.toContain('the-token');
  });

  it('take a client certificate instead of a token', () => {
    const url = BILLING.BILLING_URL;
    const { config } = read({ BILLING_URL: url, ...PAIR, BILLING_CA_FILE: 'ca.pem' });
    expect(config.billing?.clientPair).toEqual({
      certFile: 'a.pem',
      keyFile: 'a.key',
      caFile: 'ca.pem',
    });
  });

  it.each<[Record<string, string>, string]>([
    [{ BILLING_TOKEN: 'x' }, 'BILLING_URL is missing, but BILLING_TOKEN is set'],
    [{ BILLING_TIMEOUT: '1s' }, 'BILLING_URL is missing, but BILLING_TIMEOUT is set'],
    [{ BILLING_URL: 'https://billing.example.com' }, 'BILLING_TOKEN is missing'],
    [{ ...BILLING, BILLING_URL: 'billing.example.com' }, 'BILLING_URL must be a URL'],
    [{ ...BILLING, BILLING_CLIENT_CERT_FILE: 'a.pem' }, 'belong together'],
    [{ ...BILLING, BILLING_CA_FILE: 'ca.pem' }, 'BILLING_CA_FILE needs a client certificate'],
    [{ ...BILLING, ...PAIR, BILLING_URL: 'http://billing' }, 'begins with https://'],
    [{ ...BILLING, BILLING_TIMEOUT: '33s' }, 'BILLING_TIMEOUT must not be longer than 32500ms'],
    [{ ...BILLING, BILLING_MAX_CONCURRENT_CALLS: '0' }, 'BILLING_MAX_CONCURRENT_CALLS must be 1'],
  ])('refuse what cannot be meant: %o', (settings, words) => {
    const problems = problemsOfWorker(settings);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(words);
  });

  it('are wanted by every product with billing', () => {
    const products = new Map([
      ['plain', aProduct({ key: 'plain' })],
      ['billed', aProduct({ key: 'billed', billing: aProductBilling() })],
    ]);
    expect(
      problemsOf(() => {
        refuseUnbillable(products, null);
      }),
    ).toEqual([expect.stringMatching(/BILLING_URL is missing: the product billed /)]);
    refuseUnbillable(products, read(BILLING).config.billing);
    products.delete('billed');
    refuseUnbillable(products, null);
  });
});

const API = { API_KEYS_FILE: 'keys.json', ENCRYPTION_KEYS_FILE: 'encryption-keys.json' };

describe('the settings of the other processes', () => {
  it('need a file of keys for the API', () => {
    const problems = problemsOf(() => readApiConfig(readEnvironment({})));
    expect(problems.map((problem) => problem.split(' ')[0])).toEqual([
      'API_KEYS_FILE',
      'ENCRYPTION_KEYS_FILE',
    ]);
  });

  it('need keys for the API though nothing is encrypted: it signs by them', () => {
    const { API_KEYS_FILE } = API;
    const read = (settings: Record<string, string>) =>
      readApiConfig(readEnvironment({ API_KEYS_FILE, ENCRYPTION: 'off', ...settings })).config;
    expect(problemsOf(() => read({}))).toEqual([
      expect.stringMatching(/^ENCRYPTION_KEYS_FILE is missing: the API signs the cursors/),
    ]);
    expect(read(API).encryption).toEqual({ isOn: false, keysFile: 'encryption-keys.json' });
  });

  it('say how long the API lets money wait for a bind, and billing be away', () => {
    const read = (settings: Record<string, string>) =>
      readApiConfig(readEnvironment({ ...API, ...settings })).config;
    expect(read({}).termPatience).toEqual({
      unboundPatienceMs: 90 * 86_400_000,
      outagePatienceMs: 86_400_000,
    });
    const settings = { TERM_UNBOUND_PATIENCE: '30d', TERM_OUTAGE_PATIENCE: '2h' };
    expect(read(settings).termPatience).toEqual({
      unboundPatienceMs: 30 * 86_400_000,
      outagePatienceMs: 7_200_000,
    });
    for (const patience of ['0s', '3651d', '9999999d']) {
      const refused = problemsOf(() => read({ TERM_UNBOUND_PATIENCE: patience }));
      expect(refused).toEqual(['TERM_UNBOUND_PATIENCE must be from 1ms to 3650d.']);
    }
  });

  it('keep the two ports of the sandbox apart', () => {
    const read = readEnvironment({ IMS_SANDBOX_PORT: '8011' });
    expect(problemsOf(() => readImsSandboxConfig(read))[0]).toContain('IMS_SANDBOX_ADMIN_PORT');
  });

  it('refuse TLS for the server that npm start starts itself', () => {
    const read = readEnvironment({ TEMPORAL_TLS: 'true' });
    expect(problemsOf(() => readStartConfig(read))[0]).toContain('TEMPORAL_ADDRESS is not set');
  });

  it('name every port that npm start would need twice', () => {
    const read = readEnvironment({ API_PORT: '8010', TEMPORAL_UI_PORT: '7233' });
    expect(problemsOf(() => readStartConfig(read))).toHaveLength(2);
  });
});

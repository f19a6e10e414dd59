import { describe, expect, it } from 'vitest';
import {
  readApiConfig,
  readSandboxConfig,
  readStartConfig,
  readWorkerConfig,
} from '../../src/config/config.js';
import { readEnvironment } from '../../src/config/env.js';
import { WrongSettings } from '../../src/config/wrong-settings.js';

const WORKER = {
  IMS_URL: 'https://ims.example.com/ims_one/',
  IMS_USER: 'bindery',
  IMS_ENCRYPTED_PASSWORD: 'c2VjcmV0',
  IDENTITY_KEY: 'k'.repeat(32),
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
    expect(named).toEqual(['IMS_URL', 'IMS_USER', 'IMS_ENCRYPTED_PASSWORD', 'IDENTITY_KEY']);
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
    [{ IMS_WRITE_TIMEOUT: '60s' }, 'longer than 65s together'],
    [{ WORKER_SHUTDOWN_GRACE: '40s' }, 'WORKER_SHUTDOWN_GRACE must be longer'],
    [{ TEMPORAL_TLS_CLIENT_CERT_PATH: 'a.pem' }, 'belong together'],
    [{ TEMPORAL_TLS: 'false', TEMPORAL_API_KEY: 'key' }, 'needs TLS'],
  ])('refuse what contradicts itself: %o', (settings, words) => {
    expect(problemsOfWorker(settings).join('\n')).toContain(words);
  });

  it('count an empty variable as not set', () => {
    expect(problemsOfWorker({ IMS_READ_TIMEOUT: ' ', METRICS_ADDRESS: '' })).toEqual([]);
  });

  it('switch TLS on for an API key', () => {
    const { config } = readWorkerConfig(readEnvironment({ ...WORKER, TEMPORAL_API_KEY: 'key' }));
    expect(config.temporal.tls).not.toBeNull();
  });
});

describe('the settings of the other processes', () => {
  it('need a file of keys for the API', () => {
    expect(problemsOf(() => readApiConfig(readEnvironment({})))[0]).toContain('API_KEYS_FILE');
  });

  it('say how long the API lets money wait for a bind, and billing be away', () => {
    const read = (settings: Record<string, string>) =>
      readApiConfig(readEnvironment({ API_KEYS_FILE: 'keys.json', ...settings })).config;
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
    expect(problemsOf(() => readSandboxConfig(read))[0]).toContain('IMS_SANDBOX_ADMIN_PORT');
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

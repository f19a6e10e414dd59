import type { lookup } from 'node:dns';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startWebhookSandbox, type WebhookSandbox } from '../../../sandbox/webhooks/server.js';
import { derivedSecrets } from '../../../src/adapters/webhooks/derived-secrets.js';
import { httpReceivers } from '../../../src/adapters/webhooks/http-receivers.js';
import { networkOf } from '../../../src/adapters/webhooks/networks.js';
import type { WebhookReceivers } from '../../../src/ports/webhook-receivers.js';
import {
  loopbackReceivers,
  webhookSandboxAdmin,
  type WebhookSandboxAdmin,
} from '../../support/webhooks.js';

const [SECRET, OTHER] = ['a', 'b'].map(
  (letter) => `whsec_${Buffer.from(letter.repeat(32)).toString('base64')}`,
) as [string, string];
const BODY = JSON.stringify({
  specversion: '1.0',
  id: 'evt_1',
  type: 'bindery.term.confirmed',
  source: '/api/policies/A/terms/1',
});

/** As a production has it, with names that stand for what a test says. */
function strict(names: Readonly<Record<string, readonly string[]>> = {}): WebhookReceivers {
  const said = (
    hostname: string,
    _options: unknown,
    callback: (error: Error | null, found: unknown) => void,
  ) => {
    const found = names[hostname] ?? [];
    callback(
      null,
      found.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );
  };
  return httpReceivers({
    timeoutMs: 1_000,
    allowedNetworks: [],
    allowsHttp: false,
    lookup: said as unknown as typeof lookup,
  });
}

describe('where webhooks may go', () => {
  const receivers = strict();
  it.each([
    'https://127.0.0.1/',
    'https://127.1/',
    'https://2130706433/',
    'https://0x7f000001/',
    'https://0177.0.0.1/',
    'https://0.0.0.0/',
    'https://10.1.2.3/',
    'https://100.64.0.1/',
    'https://169.254.169.254/latest/meta-data/',
    'https://172.31.255.255/',
    'https://192.168.1.1/',
    'https://198.18.0.1/',
    'https://224.0.0.1/',
    'https://255.255.255.255/',
    'https://[::1]/',
    'https://[::]/',
    'https://[::ffff:127.0.0.1]/',
    'https://[::ffff:7f00:1]/',
    'https://[::ffff:8.8.8.8]/',
    'https://[::127.0.0.1]/',
    'https://[64:ff9b::7f00:1]/',
    'https://[2002:7f00:1::]/',
    'https://[fe80::1]/',
    'https://[fd00::1]/',
    'https://[ff02::1]/',
    'https://[2001:db8::1]/',
  ])('is not %s', async (url) => {
    expect(receivers.refusalOf(url)).toContain('is not in a public network; ');
    const answer = await receivers.send({ url, id: 'evt_1', body: BODY, secrets: [SECRET] });
    expect(answer).toMatchObject({
      isTaken: false,
      status: null,
      reason: 'The address is not in a public network.',
    });
  });

  it.each([
    ['http://example.com/', 'does not begin with https://; '],
    ['ftp://example.com/', 'does not begin with https://; '],
    ['file:///etc/passwd', 'does not begin with https://; '],
    ['https://user:word@example.com/', 'has a user name or a password in it; '],
    ['https://example.com/#there', 'has a part after #'],
    ['example.com/hooks', 'is no address; '],
    ['', 'is no address; '],
  ])('is not %s', (url, reason) => {
    expect(receivers.refusalOf(url)).toContain(reason);
  });

  it.each(['https://example.com/hooks?of=1', 'https://8.8.8.8:8443/', 'https://[2606:4700::1]/'])(
    'may be %s',
    (url) => {
      expect(receivers.refusalOf(url)).toBeNull();
    },
  );

  it.each([
    ['127.0.0.1'],
    ['169.254.169.254'],
    ['::1'],
    ['::ffff:10.0.0.1'],
    ['fd12::1'],
    // One of several is enough.
    ['8.8.8.8', '10.0.0.1'],
  ])('is no name that stands for %s, whenever it is looked up', async (...addresses) => {
    const named = strict({ 'rebound.example': addresses });
    const url = 'https://rebound.example/';
    expect(named.refusalOf(url)).toBeNull();
    const answer = await named.send({ url, id: 'evt_1', body: BODY, secrets: [SECRET] });
    expect(answer).toMatchObject({
      isTaken: false,
      reason: 'The name of the receiver stands for an address that is not in a public network.',
    });
    await named.close();
  });

  it('is localhost only where that is allowed', async () => {
    const answer = await httpReceivers({
      timeoutMs: 1_000,
      allowedNetworks: [],
      allowsHttp: true,
    }).send({ url: 'http://localhost:1/', id: 'evt_1', body: BODY, secrets: [SECRET] });
    expect(answer).toMatchObject({
      reason: expect.stringContaining('not in a public network') as string,
    });
  });

  it('is read from networks as they are written', () => {
    expect(networkOf('10.0.0.0/8')).toMatchObject({ prefix: 8, family: 'ipv4' });
    expect(networkOf('fd00::/8')).toMatchObject({ family: 'ipv6' });
    for (const wrong of ['10.0.0.0', '10.0.0.0/33', 'example.com/8', '::/129'])
      expect(networkOf(wrong), wrong).toBeNull();
  });
});

describe('a message to a receiver', () => {
  let sandbox: WebhookSandbox;
  let admin: WebhookSandboxAdmin;
  const receivers = loopbackReceivers(300);
  const send = (url = `${sandbox.url}/hooks?of=1`, secrets: readonly string[] = [SECRET]) =>
    receivers.send({ url, id: 'evt_1', body: BODY, secrets });
  beforeAll(async () => {
    sandbox = await startWebhookSandbox({ port: 0, adminPort: 0, settings: { secrets: [SECRET] } });
    admin = webhookSandboxAdmin(sandbox.adminUrl);
  });
  afterEach(() => admin.disarm());
  afterAll(async () => {
    await receivers.close();
    await sandbox.close();
  });

  it('is signed with each secret, so that a receiver takes it that knows any of them', async () => {
    expect(await send(undefined, [OTHER, SECRET])).toEqual({ isTaken: true, status: 204 });
    expect(await send(undefined, [SECRET])).toEqual({ isTaken: true, status: 204 });
    expect(await send(undefined, [OTHER])).toMatchObject({ isTaken: false, status: 401 });
    const [first] = await admin.received();
    expect(first).toMatchObject({ webhookId: 'evt_1', signature: 'good', path: '/hooks?of=1' });
  });

  it.each([
    [
      { kind: 'status', status: 503 },
      { status: 503, reason: 'The receiver answered 503.' },
    ],
    [
      { kind: 'status', status: 429, retryAfter: '120' },
      { status: 429, retryAfterMs: 120_000 },
    ],
    [{ kind: 'gone' }, { status: 410, isGone: true }],
    [
      { kind: 'redirect', location: 'http://127.0.0.1:1/' },
      { status: 302, reason: 'The receiver answered 302: redirects are not followed.' },
    ],
    [{ kind: 'hang' }, { status: null, reason: 'The receiver did not answer within 0.3 s.' }],
    [{ kind: 'slow' }, { status: null, reason: 'The receiver did not answer within 0.3 s.' }],
    [{ kind: 'drop' }, { status: null, reason: 'The receiver cut the connection.' }],
    [{ kind: 'wrong' }, { status: null, reason: 'What the receiver answered is no HTTP.' }],
  ])('is not taken by one that does %j', async (fault, expected) => {
    await admin.arm(fault);
    expect(await send()).toMatchObject({ isTaken: false, ...expected });
    expect(await send()).toMatchObject({ isTaken: true });
  });

  it('may be asked to rest until a date', async () => {
    await admin.arm({
      kind: 'status',
      status: 503,
      retryAfter: new Date(Date.now() + 3_600_000).toUTCString(),
    });
    const answer = await send();
    const restMs = answer.isTaken ? 0 : (answer.retryAfterMs ?? 0);
    expect(restMs).toBeGreaterThan(3_500_000);
    expect(restMs).toBeLessThanOrEqual(3_600_000);
  });

  it('says that nobody is there', async () => {
    expect(await send('http://127.0.0.1:1/')).toMatchObject({
      reason: 'The receiver refused the connection.',
    });
  });

  it('reads no more of an answer than a little, and keeps none of it', async () => {
    let written = 0;
    const talkative: Server = createServer((_request, response) => {
      response.writeHead(500);
      const chunk = Buffer.alloc(64 * 1024, 'secret');
      const more = (): void => {
        while (!response.destroyed && response.write(chunk)) written += chunk.length;
      };
      response.on('drain', more);
      more();
    });
    talkative.listen(0, '127.0.0.1');
    await new Promise((resolve) => talkative.once('listening', resolve));
    const { port } = talkative.address() as AddressInfo;
    const answer = await send(`http://127.0.0.1:${port}/`);
    expect(answer).toMatchObject({ status: 500, reason: 'The receiver answered 500.' });
    expect(JSON.stringify(answer)).not.toContain('secret');
    expect(written).toBeLessThan(8 * 1024 * 1024);
    talkative.closeAllConnections();
    await new Promise((resolve) => talkative.close(resolve));
  });
});

describe('the secrets of subscriptions', () => {
  const keys = new Map([
    ['one', new Uint8Array(32).fill(1)],
    ['two', new Uint8Array(32).fill(2)],
  ]);
  const secrets = derivedSecrets({ current: 'two', keys });

  it('are the same for ever, and those of no other subscription, generation or key', () => {
    const made = [
      secrets.secretOf('a', { number: 1, keyId: 'one' }),
      secrets.secretOf('a', { number: 2, keyId: 'one' }),
      secrets.secretOf('a', { number: 1, keyId: 'two' }),
      secrets.secretOf('b', { number: 1, keyId: 'one' }),
    ];
    expect(new Set(made).size).toBe(4);
    expect(secrets.secretOf('a', { number: 1, keyId: 'one' })).toBe(made[0]);
    for (const secret of made) expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  });

  it('cannot be made of a key that is not here', () => {
    expect(secrets.secretOf('a', { number: 1, keyId: 'three' })).toBeNull();
    expect(secrets.currentKeyId).toBe('two');
  });
});

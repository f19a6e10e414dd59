import { randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { defaultPayloadConverter, type Payload } from '@temporalio/common';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCodecServer } from '../../src/codec-server/app.js';
import type { KeyRing } from '../../src/encryption/key-ring.js';
import { payloadCodec } from '../../src/encryption/payload-codec.js';
import { SESSION_MS, sessions } from '../../src/encryption/sessions.js';
import { newApiKey } from '../../tools/api-keys/new-api-key.js';

const UI = 'http://127.0.0.1:8233';
const ring: KeyRing = { current: 'one', keys: new Map([['one', randomBytes(32)]]) };
const elsewhere: KeyRing = { current: 'two', keys: new Map([['two', randomBytes(32)]]) };
const reader = newApiKey('operator', ['payloads:read']);
const portal = newApiKey('portal', ['transactions:read', 'transactions:write']);
const SECRET = 'a name that nobody shall see';

/** As protobuf writes it in JSON. */
interface Written {
  readonly metadata?: Readonly<Record<string, string>>;
  readonly data?: string;
}
const base64 = (bytes: Uint8Array | null | undefined): string =>
  Buffer.from(bytes ?? []).toString('base64');
const written = ({ metadata, data }: Payload): Written => ({
  metadata: Object.fromEntries(
    Object.entries(metadata ?? {}).map(([name, value]) => [name, base64(value)]),
  ),
  data: base64(data),
});
const plain = defaultPayloadConverter.toPayload({ secret: SECRET });
const closedWith = async (keys: KeyRing): Promise<Written> =>
  written((await payloadCodec({ ring: keys, isOn: true }).encode([plain]))[0] ?? {});

const keys = [reader.entry, portal.entry];

describe('the codec server', () => {
  const lines: string[] = [];
  let server: Server;
  let url: string;
  let now = Date.now();
  beforeAll(async () => {
    const line = (facts: object, message: string): void => {
      lines.push(JSON.stringify({ facts, message }));
    };
    const app = createCodecServer({
      codec: payloadCodec({ ring, isOn: true }),
      sessions: sessions(ring, () => now),
      apiKeys: () => keys as never,
      uiOrigin: UI,
      log: { info: line, warn: line, error: line },
    });
    server = createServer(app).listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  });
  afterAll(() => {
    server.close();
  });

  const ask = (
    path: string,
    payloads: readonly Written[],
    headers: Readonly<Record<string, string>> = { 'X-API-Key': reader.key },
  ) =>
    fetch(`${url}${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-Namespace': 'default', ...headers },
      body: JSON.stringify({ payloads }),
    });
  const signIn = (apiKey: string) =>
    fetch(`${url}/session`, { method: 'POST', body: new URLSearchParams({ apiKey }) });

  it('opens what is encrypted and leaves the rest, as the Web UI asks it', async () => {
    const answer = await ask('/decode?preserveStorageRefs=true', [
      await closedWith(ring),
      written(plain),
    ]);
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({ payloads: [written(plain), written(plain)] });
  });

  it('closes what the command line sends, under any path', async () => {
    const answer = await ask('/of/a/namespace/encode', [written(plain)]);
    const { payloads } = (await answer.json()) as { payloads: Written[] };
    expect(JSON.stringify(payloads)).not.toContain(written(plain).data);
    const opened = await ask('/decode', payloads);
    expect(await opened.json()).toEqual({ payloads: [written(plain)] });
  });

  it.each([
    ['nobody', {}, 401],
    ['a key that nobody has', { 'X-API-Key': 'bindery_x' }, 401],
    ['a key without the scope', { 'X-API-Key': portal.key }, 403],
    ['a key as bearer', { Authorization: `Bearer ${reader.key}` }, 200],
    ['a session that was made up', { Cookie: 'bindery-payloads=one~AAAA' }, 401],
  ])('answers %s as it should', async (_, headers, status) => {
    const answer = await ask('/decode', [await closedWith(ring)], headers);
    expect(answer.status).toBe(status);
    if (status !== 200) expect(await answer.text()).not.toContain(SECRET);
  });

  it('gives a browser a session for a key, which ends by itself', async () => {
    const page = await fetch(`${url}/`);
    expect(await page.text()).toContain('type="password"');
    const answer = await signIn(` ${reader.key}\n`);
    expect(answer.status).toBe(200);
    const cookie = answer.headers.get('Set-Cookie') ?? '';
    expect(cookie).toMatch(
      /^bindery-payloads=one~[\w-]+; Max-Age=43200; HttpOnly; SameSite=Strict/,
    );
    expect(cookie).not.toContain(reader.key);
    const [Cookie = ''] = cookie.split(';');
    const before = await ask('/decode', [await closedWith(ring)], { Cookie, Origin: UI });
    expect(before.status).toBe(200);
    expect(before.headers.get('Access-Control-Allow-Origin')).toBe(UI);
    now += SESSION_MS;
    expect((await ask('/decode', [], { Cookie })).status).toBe(401);
  });

  it('gives no session for a key that may not read', async () => {
    for (const [key, status] of [
      ['', 401],
      ['bindery_x', 401],
      [portal.key, 403],
    ] as const) {
      const answer = await signIn(key);
      expect([answer.status, answer.headers.get('Set-Cookie')]).toEqual([status, null]);
    }
  });

  it('lets the pages of the Web UI ask, and no others', async () => {
    const preflight = (Origin: string) =>
      fetch(`${url}/decode`, { method: 'OPTIONS', headers: { Origin } });
    const ours = await preflight(UI);
    expect(ours.status).toBe(204);
    expect(ours.headers.get('Access-Control-Allow-Credentials')).toBe('true');
    expect(ours.headers.get('Access-Control-Allow-Headers')).toContain('X-Namespace');
    const other = await preflight('http://127.0.0.1:8234');
    expect(other.headers.get('Access-Control-Allow-Origin')).toBeNull();
  });

  it('says which key is missing, and what to do', async () => {
    const answer = await ask('/decode', [await closedWith(elsewhere)]);
    expect(answer.status).toBe(422);
    expect(await answer.json()).toMatchObject({
      detail: expect.stringMatching(/key "two".*Put that key back/) as string,
    });
  });

  it.each([
    ['no JSON', 'payloads', 400],
    ['no payloads', '{"payloads": [{"data": 1}]}', 400],
    ['no Base64', '{"payloads": [{"data": "ä"}]}', 400],
    ['nothing', '{}', 200],
  ])('answers %s in words', async (_, body, status) => {
    const headers = { 'Content-Type': 'application/json', 'X-API-Key': reader.key };
    const answer = await fetch(`${url}/decode`, { method: 'POST', headers, body });
    expect(answer.status).toBe(status);
  });

  it('has logged who asked, and neither keys, sessions nor what was opened', () => {
    const log = lines.join('\n');
    expect(log).toContain('"clientName":"operator"');
    for (const secret of [SECRET, base64(Buffer.from(SECRET)), reader.key, 'bindery-payloads'])
      expect(log).not.toContain(secret);
  });
});

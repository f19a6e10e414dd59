import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { connectBilling, type BillingAuth } from '../../../src/adapters/billing/http-billing.js';
import { SystemUnavailable } from '../../../src/ports/call-errors.js';
import { callOf } from './all-calls.js';
import { sendJson, startScriptedBilling, type ScriptedBilling } from './scripted-billing.js';

const known = callOf('getBillingMethods');

/** A tool of the machine; the tests are left out where it is not there. */
const OPENSSL = 'openssl';

interface Pair {
  readonly cert: string;
  readonly key: string;
}

const folder = mkdtempSync(join(tmpdir(), 'billing-tls-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** A certificate that vouches for itself, good for a day. */
function selfSigned(name: string): Pair {
  const [key, cert] = [join(folder, `${name}.key`), join(folder, `${name}.pem`)];
  const subject = ['-subj', `/CN=${name}`, '-addext', 'subjectAltName=IP:127.0.0.1'];
  const elliptic = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  execFileSync(
    OPENSSL,
    ['req', '-x509', ...elliptic, '-days', '1', '-keyout', key, '-out', cert, ...subject],
    { stdio: 'ignore' },
  );
  return { cert: readFileSync(cert, 'utf8'), key: readFileSync(key, 'utf8') };
}

function hasOpenssl(): boolean {
  try {
    execFileSync(OPENSSL, ['version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

describe.skipIf(!hasOpenssl())('billing behind mutual TLS', () => {
  let server: ScriptedBilling | undefined;
  afterEach(async () => {
    await server?.close();
    server = undefined;
  });

  /** A billing system that takes only that client. */
  async function startFor(client: Pair, itself: Pair, auth: BillingAuth): Promise<ScriptedBilling> {
    server = await startScriptedBilling(
      (_, response) => {
        sendJson(response, 200, known.answer);
      },
      {
        auth,
        scheme: 'https',
        serve: (listener) =>
          createServer({ ...itself, ca: client.cert, requestCert: true }, listener),
      },
    );
    return server;
  }

  it('takes the client whose certificate it knows, with or without a token', async () => {
    const [billing, client] = [selfSigned('billing'), selfSigned('bindery')];
    const auth = { kind: 'mutualTls', ...client, ca: billing.cert } as const;
    const without = await startFor(client, billing, auth);
    expect(await known.make(without.billing)).toEqual(known.value);
    expect(without.received[0]?.headers.authorization).toBeUndefined();
    await without.close();
    const together = await startFor(client, billing, { ...auth, token: 'and-a-token' });
    await known.make(together.billing);
    expect(together.received[0]?.headers.authorization).toBe('Bearer and-a-token');
  });

  it('is unavailable to a client that it does not know', async () => {
    const [billing, client, stranger] = ['billing', 'bindery', 'stranger'].map(selfSigned);
    if (!billing || !client || !stranger) throw new Error('no certificates');
    const auth = { kind: 'mutualTls', ...stranger, ca: billing.cert } as const;
    const { billing: refused, received } = await startFor(client, billing, auth);
    await expect(known.make(refused)).rejects.toThrow(SystemUnavailable);
    expect(received).toEqual([]);
  });

  it('is not talked to when nobody vouches for it', async () => {
    const [billing, client] = [selfSigned('billing'), selfSigned('bindery')];
    const { billing: untrusted, received } = await startFor(client, billing, {
      kind: 'mutualTls',
      ...client,
    });
    await expect(known.make(untrusted)).rejects.toThrow('DEPTH_ZERO_SELF_SIGNED_CERT');
    expect(received).toEqual([]);
  });

  it('stops the start when certificate, key and address do not belong together', () => {
    const [one, other] = [selfSigned('one'), selfSigned('other')];
    const connect = (baseUrl: string, pair: Pair) =>
      connectBilling({
        baseUrl,
        auth: { kind: 'mutualTls', ...pair },
        timeoutMs: 1,
        log: () => undefined,
      });
    expect(() => connect('https://billing.example', { ...one, key: other.key })).toThrow();
    expect(() => connect('http://billing.example', one)).toThrow('https:');
  });
});

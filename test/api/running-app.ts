import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { expect } from 'vitest';
import { createApp } from '../../src/api/app.js';
import type { WebhookContext } from '../../src/api/context.js';
import type { ApiKey } from '../../src/api/auth/authentication.js';
import type { ApiDeadlines } from '../../src/api/deadlines.js';
import type { NoticeLaw } from '../../src/domain/notice/moratorium.js';
import type { Product } from '../../src/domain/product/product.js';
import { readBusinessFiles } from '../../src/config/business-files.js';
import type { Archive } from '../../src/ports/archive.js';
import type { FieldError } from '../../src/requests/field-errors.js';
import { createTemporalClient } from '../../src/temporal/client.js';
import { aProductBilling } from '../support/submissions.js';
import { gluedTexts } from '../support/glued-texts.js';
import { loopbackReceivers, WEBHOOK_SECRETS } from '../support/webhooks.js';
import { undocumented } from './document-check.js';
import { FakeTemporal } from './fake-temporal.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const {
  products: shipped,
  installation,
  noticeRules,
  rating,
} = readBusinessFiles({
  installationFile: `${root}config/installations/sandbox.json`,
  productsDir: `${root}config/products`,
  noticeFile: `${root}config/notice.json`,
  taxesFile: `${root}config/taxes.json`,
  ratePlansDir: `${root}config/rate-plans`,
});
/** Those of the repository, and one that a billing system bills. */
export const products = new Map(shipped);
export const BILLED = 'general-liability-billed';
export const UNBILLED = 'general-liability-unbilled';
const generalLiability = shipped.get('general-liability');
if (generalLiability) {
  products.set(BILLED, { ...generalLiability, key: BILLED, billing: aProductBilling() });
  products.set(UNBILLED, { ...generalLiability, key: UNBILLED, billing: null });
}

export const KEYS = {
  everything: 'key-everything',
  reader: 'key-reader',
  billing: 'key-billing',
  limited: 'key-limited',
} as const;
/** Of the client whose key is `KEYS.billing`. */
export const SIGNING_SECRETS = [
  `whsec_${Buffer.from('a-secret-shared-with-billing-001').toString('base64')}`,
  `whsec_${Buffer.from('the-secret-that-follows-that-one').toString('base64')}`,
] as const;
const sha256Of = (key: string) => createHash('sha256').update(key).digest();
const sha256 = (key: string) => sha256Of(key).toString('hex');

const WEBHOOKS: WebhookContext = {
  secrets: WEBHOOK_SECRETS,
  addresses: loopbackReceivers(),
  rotationOverlapMs: 86_400_000,
};

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly json: Readonly<Record<string, unknown>>;
}

interface Sent {
  readonly method?: string;
  readonly body?: unknown;
  /** Sent as it is, instead of `body`. */
  readonly raw?: string | Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
  readonly key?: string | null;
  readonly signal?: AbortSignal;
}

export interface LogLine {
  readonly level: 'info' | 'warn' | 'error';
  readonly facts: Readonly<Record<string, unknown>>;
  readonly message: string;
}

export interface RunningApp extends AsyncDisposable {
  readonly temporal: FakeTemporal;
  readonly logLines: LogLine[];
  readonly url: string;
  /** Sends a request and checks that its answer is one that the document promises, in sentences that were put together well. */
  readonly send: (path: string, sent?: Sent) => Promise<Answer>;
  readonly post: (path: string, body: unknown) => Promise<Answer>;
  /** Without this, an unexpected error in the app fails the test that caused it. */
  expectErrors: () => void;
  /** Takes the key of a client from the list. */
  takeKeyOf: (clientName: string) => void;
  /** Has another key sign cursors; those that the one before signed are good, unless it is taken away. */
  signCursorsAnew: (taken?: 'and take the key before away') => void;
  /** Has the app say that it stops, and then close its door. */
  announceStop: () => void;
  closeDoor: () => void;
  /** Moves the app's calendar. */
  setToday: (instant: string) => void;
}

/**
 * The app on a free port over an in-memory Temporal or a real one, with the products and the installation of the sandbox. What it asks
 * of a real one goes through the client of the product: one of the SDK's own may wake up after its connection is closed, and throws then
 * where nobody can catch it.
 */
export async function runApp(
  deadlines: Partial<ApiDeadlines> = {},
  env?: TestWorkflowEnvironment,
  ownProducts: ReadonlyMap<string, Product> = products,
  law: NoticeLaw = noticeRules,
  archive: Archive | null = null,
  webhooks: WebhookContext | null = WEBHOOKS,
): Promise<RunningApp> {
  const temporal = new FakeTemporal();
  const logLines: LogLine[] = [];
  const logAt = (level: LogLine['level']) => (facts: object, message: string) => {
    logLines.push({ level, facts: { ...facts }, message });
  };
  const ownClient =
    env &&
    createTemporalClient({
      address: env.connection.options.address,
      namespace: env.namespace ?? 'default',
    });
  const [announced, closing] = [new AbortController(), new AbortController()];
  let expectsErrors = false;
  let today = new Date('2026-12-01T12:00:00Z');
  let cursorKeys = [sha256Of('cursors')];
  let apiKeys: readonly ApiKey[] = [
    {
      clientName: 'portal',
      sha256: sha256(KEYS.everything),
      scopes: [
        'transactions:read',
        'transactions:write',
        'transactions:operate',
        'webhooks:manage',
      ],
    },
    {
      clientName: 'billing',
      sha256: sha256(KEYS.billing),
      scopes: ['billing:write'],
      signingSecrets: SIGNING_SECRETS,
    },
    { clientName: 'viewer', sha256: sha256(KEYS.reader), scopes: ['transactions:read'] },
    {
      clientName: 'limited',
      sha256: sha256(KEYS.limited),
      scopes: ['transactions:read', 'transactions:write'],
      limits: { requestsPerMinute: 3, concurrentRequests: 1 },
    },
  ];
  const app = createApp({
    client: ownClient ?? temporal.client,
    products: ownProducts,
    installation,
    noticeRules: law,
    archive,
    rating,
    apiKeys: () => apiKeys,
    webhooks,
    cursorKeys: () => cursorKeys,
    limits: { requestsPerMinute: 1_000_000, concurrentRequests: 10_000 },
    log: { info: logAt('info'), warn: logAt('warn'), error: logAt('error') },
    today: () => today,
    termPatience: { unboundPatienceMs: 86_400_000, outagePatienceMs: 60_000 },
    termIdleMs: 1_000,
    deadlines: { serverMs: 500, workerMs: 500, readyMs: 200, ...deadlines },
    temporalUiUrl: 'http://localhost:8233/',
    stopping: { announced: announced.signal, closing: closing.signal },
  });
  const server = app.listen(0, '127.0.0.1');
  // As of the product: on a busy machine a connection would be closed just when it is used again.
  server.keepAliveTimeout = 75_000;
  await new Promise((resolve) => server.once('listening', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const send = async (path: string, sent: Sent = {}): Promise<Answer> => {
    const { key = KEYS.everything, method = hasBody(sent) ? 'POST' : 'GET' } = sent;
    const response = await fetch(`${url}${path}`, {
      method,
      headers: {
        ...(key === null ? {} : { 'X-API-Key': key }),
        ...(hasBody(sent) ? { 'Content-Type': 'application/json' } : {}),
        ...sent.headers,
      },
      ...(hasBody(sent) ? { body: sent.raw ?? JSON.stringify(sent.body) } : {}),
      ...(sent.signal ? { signal: sent.signal } : {}),
    });
    const text = await response.text();
    const contentType = response.headers.get('Content-Type') ?? '';
    const json = (
      contentType.includes('json') && text !== '' ? JSON.parse(text) : {}
    ) as Answer['json'];
    const pathOnly = path.split('?')[0] ?? '';
    const unexpected = logLines.find((line) => line.level === 'error');
    if (unexpected && !expectsErrors) throw unexpected.facts['err'];
    const body = contentType.includes('json') ? json : text;
    const { status, headers } = response;
    expect(undocumented({ method, path: pathOnly }, { status, headers, body })).toBeNull();
    expect(gluedTexts(json)).toEqual([]);
    return { status, headers, text, json };
  };

  return {
    temporal,
    logLines,
    url,
    send,
    post: (path, body) => send(path, { body }),
    expectErrors: () => {
      expectsErrors = true;
    },
    takeKeyOf: (clientName) => {
      apiKeys = apiKeys.filter((key) => key.clientName !== clientName);
    },
    signCursorsAnew: (taken) => {
      const next = sha256Of(`cursors ${cursorKeys.length + 1}`);
      cursorKeys = taken === undefined ? [next, ...cursorKeys] : [next];
    },
    announceStop: () => {
      announced.abort();
    },
    closeDoor: () => {
      closing.abort();
    },
    setToday: (instant) => {
      today = new Date(instant);
    },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await ownClient?.connection.close();
    },
  };
}

function hasBody(sent: Sent): boolean {
  return sent.raw !== undefined || 'body' in sent;
}

type Json = Record<string, unknown>;

/** An example request; members given replace its own, and undefined ones are left out. */
export function aRequest(changes: Json = {}, example = 'general-liability'): Json {
  const text = readFileSync(`${root}examples/${example}.json`, 'utf8');
  return { ...(JSON.parse(text) as Json), ...changes };
}

/** The same with changes to the insured. */
export function anInsured(changes: Json): Json {
  return { insured: { ...(aRequest()['insured'] as Json), ...changes } };
}

export function errorsOf(answer: Answer): FieldError[] {
  return (answer.json['errors'] ?? []) as FieldError[];
}

/** The code of a problem, from its type. */
export function codeOf(answer: Answer): string {
  expect(answer.headers.get('Content-Type')).toMatch(/^application\/problem\+json/);
  return String(answer.json['type']).replace('urn:bindery:problem:', '');
}

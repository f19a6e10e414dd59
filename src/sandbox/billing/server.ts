import { setMaxListeners } from 'node:events';
import { mkdtemp, mkdir, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAdmin } from './admin/admin.js';
import { openBook } from './book/store.js';
import type { Tell } from './book/payments.js';
import { startDispatcher, type CallbackLine } from './callbacks/dispatcher.js';
import { createCallbackMisbehaviour } from './callbacks/misbehaviour.js';
import { openOutbox } from './callbacks/outbox.js';
import { createCallRing, type CallRecord } from './http/calls.js';
import { answer, type Endpoint } from './http/endpoint.js';
import { createMisbehaviour } from './http/misbehaviour.js';
import {
  policySideSchema,
  settingsSchema,
  type PolicySide,
  type PolicySideInput,
  type Settings,
} from './settings.js';
import { liveSettings } from '../shared/live-settings.js';

/** What a caller must show unless another one is told. */
export const DEFAULT_BEARER_TOKEN = 'billing-sandbox-token';

export interface BillingSandboxOptions {
  /** Of the service; 0 takes a free one. */
  readonly port: number;
  /** Of the admin endpoint, which is on loopback whatever `host` is; 0 takes a free one. */
  readonly adminPort: number;
  /** Address on which the service listens; loopback unless told. */
  readonly host?: string;
  /** Folder of the books, made when missing. Left out, they live in a temporary one that closing removes. */
  readonly dataPath?: string | undefined;
  readonly bearerToken?: string;
  /** Where callbacks go; left out, they are kept until the admin endpoint names one. */
  readonly policySide?: PolicySideInput | undefined;
  readonly settings?: Partial<Settings>;
  /** Milliseconds since 1970; the real clock, on which billing's own runs. */
  readonly now?: () => number;
  /** Called when a call has ended or a callback was tried. The line holds nothing secret or personal. */
  readonly log?: (line: CallRecord | CallbackLine) => void;
}

export interface BillingSandbox {
  /** Root of the paths of contracts/billing.openapi.json. */
  readonly url: string;
  readonly adminUrl: string;
  close(): Promise<void>;
}

const LOOPBACK = '127.0.0.1';
/** Idle connections stay open longer than clients keep them, so that clients let go first. */
const KEEP_ALIVE_MS = 120_000;

/** Starts a billing system that keeps books, slices invoices, takes payments, calls back, and misbehaves when told. */
export async function startBillingSandbox(options: BillingSandboxOptions): Promise<BillingSandbox> {
  const settings = liveSettings(settingsSchema, options.settings ?? {});
  let policySide: PolicySide | null =
    options.policySide === undefined ? null : policySideSchema.parse(options.policySide);
  const now = options.now ?? Date.now;
  const log = options.log ?? (() => undefined);
  const folder = options.dataPath ?? (await mkdtemp(join(tmpdir(), 'billing-sandbox-')));
  await mkdir(folder, { recursive: true });
  const book = openBook(folder, settings, now);
  const calls = createCallRing();
  const misbehaviour = createMisbehaviour();
  const callbackMisbehaviour = createCallbackMisbehaviour();
  const closing = new AbortController();
  // Every call that waits listens to it.
  setMaxListeners(0, closing.signal);

  const outbox = openOutbox(book, callbackMisbehaviour, now);
  const dispatcher = startDispatcher({
    outbox,
    policySide: () => policySide,
    settings: () => settings.current(),
    now,
    closing: closing.signal,
    log,
  });
  const afterChange = (): void => {
    dispatcher.wake();
  };
  const tell: Tell = (content) => {
    const isReport = content.kind === 'paymentReceived' || content.kind === 'paymentReversed';
    if (!isReport || policySide === null || policySide.reportPayments) outbox.put(content);
  };

  const endpoint: Endpoint = {
    book,
    bearerToken: options.bearerToken ?? DEFAULT_BEARER_TOKEN,
    misbehaviour,
    calls,
    tell,
    afterChange,
    closing: closing.signal,
    log,
  };
  const service = createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, (request, response) => {
    // Only closing can interrupt an answer; the connection goes with it.
    answer(endpoint, request, response).catch(() => response.destroy());
  });
  const admin = createServer(
    createAdmin({
      book,
      settings,
      misbehaviour,
      callbackMisbehaviour,
      calls,
      outbox,
      tell,
      afterChange,
      policySide: {
        current: () => policySide,
        change: (side) => {
          policySide = side;
          afterChange();
        },
      },
    }),
  );
  const closeBook = async (): Promise<void> => {
    closing.abort();
    await dispatcher.stopped();
    await book.close();
    if (options.dataPath === undefined) await rm(folder, { recursive: true, force: true });
  };

  const host = options.host ?? LOOPBACK;
  try {
    await listen(service, options.port, host);
    await listen(admin, options.adminPort, LOOPBACK);
  } catch (error) {
    service.close();
    await closeBook();
    throw error;
  }
  return {
    url: addressOf(service, host),
    adminUrl: addressOf(admin, LOOPBACK),
    close: async () => {
      closing.abort();
      await Promise.all([stop(service), stop(admin)]);
      await closeBook();
    },
  };
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
    server.closeAllConnections();
  });
}

function addressOf(server: Server, host: string): string {
  const { port } = server.address() as AddressInfo;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

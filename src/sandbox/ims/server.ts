import { setMaxListeners } from 'node:events';
import { mkdtemp, mkdir, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAdmin } from './admin.js';
import { openBook } from './book/store.js';
import { createCallRing, type CallRecord } from './calls.js';
import { createMisbehaviour } from './misbehaviour.js';
import { liveSettings } from '../shared/live-settings.js';
import { settingsSchema, type Settings } from './settings.js';
import { answer, type Endpoint } from './soap/endpoint.js';
import { openServices } from './soap/services.js';

export interface ImsSandboxOptions {
  /** Of the services; 0 takes a free one. */
  readonly port: number;
  /** Of the admin endpoint, which is on loopback whatever `host` is; 0 takes a free one. */
  readonly adminPort: number;
  /** Address on which the services listen; loopback unless told. */
  readonly host?: string;
  /** Folder of the books, made when missing. Left out, they live in a temporary one that closing removes. */
  readonly dataPath?: string | undefined;
  /** Shorthand for the setting of that name. */
  readonly latencyMs?: number;
  readonly settings?: Partial<Settings>;
  /** Milliseconds since 1970; the sandbox's clock. */
  readonly now?: () => number;
  /** Folder with one WSDL per service. */
  readonly wsdlFolder?: URL;
  /** Called when a call has ended. The line holds nothing secret or personal. */
  readonly log?: (line: CallRecord) => void;
}

export interface ImsSandbox {
  /** Root under which `/ims_sandbox/<service>.asmx` is. */
  readonly url: string;
  readonly adminUrl: string;
  close(): Promise<void>;
}

const LOOPBACK = '127.0.0.1';
const DEFAULT_WSDL_FOLDER = new URL('../../adapters/ims/wsdl/', import.meta.url);
/** Idle connections stay open as long as IIS keeps them, so that clients let go first. */
const KEEP_ALIVE_MS = 120_000;

/** Starts a policy system that speaks the real services' protocol, keeps its books in files, and misbehaves when told. */
export async function startImsSandbox(options: ImsSandboxOptions): Promise<ImsSandbox> {
  const settings = liveSettings(settingsSchema, {
    ...options.settings,
    ...(options.latencyMs === undefined ? {} : { latencyMs: options.latencyMs }),
  });
  const folder = options.dataPath ?? (await mkdtemp(join(tmpdir(), 'ims-sandbox-')));
  await mkdir(folder, { recursive: true });
  const book = openBook(folder, settings, options.now ?? Date.now);
  const misbehaviour = createMisbehaviour();
  const calls = createCallRing();
  const closing = new AbortController();
  // Every call that waits listens to it.
  setMaxListeners(0, closing.signal);
  const endpoint: Endpoint = {
    book,
    services: openServices(book, options.wsdlFolder ?? DEFAULT_WSDL_FOLDER),
    misbehaviour,
    calls,
    closing: closing.signal,
    log: options.log ?? (() => undefined),
  };
  const services = createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, (request, response) => {
    // Only closing can interrupt an answer; the connection goes with it.
    answer(endpoint, request, response).catch(() => response.destroy());
  });
  const admin = createServer(createAdmin({ book, settings, misbehaviour, calls }));
  const removeBooks = async (): Promise<void> => {
    await book.close();
    if (options.dataPath === undefined) await rm(folder, { recursive: true, force: true });
  };

  const host = options.host ?? LOOPBACK;
  try {
    await listen(services, options.port, host);
    await listen(admin, options.adminPort, LOOPBACK);
  } catch (error) {
    services.close();
    await removeBooks();
    throw error;
  }
  return {
    url: addressOf(services, host),
    adminUrl: addressOf(admin, LOOPBACK),
    close: async () => {
      closing.abort();
      await Promise.all([stop(services), stop(admin)]);
      await removeBooks();
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

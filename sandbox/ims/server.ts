import { setMaxListeners } from 'node:events';
import { createCallRing } from '../shared/call-ring.js';
import { openDataFolder } from '../shared/data-folder.js';
import { startServers, type ServerPlaces } from '../shared/http-servers.js';
import { liveSettings } from '../shared/live-settings.js';
import { createAdmin } from './admin.js';
import { openBook } from './book/store.js';
import type { CallFacts, CallRecord } from './calls.js';
import { createImsMisbehaviour } from './misbehaviour.js';
import { settingsSchema, type Settings } from './settings.js';
import { answer, type Endpoint } from './soap/endpoint.js';
import { openServices } from './soap/services.js';

export interface ImsSandboxOptions extends ServerPlaces {
  /** Folder of the books, made when missing. Left out, they live in a temporary one that closing removes. */
  readonly dataPath?: string | undefined;
  /** Shorthand for the setting of that name. */
  readonly latencyMs?: number;
  readonly settings?: Partial<Settings>;
  /** Milliseconds since 1970; the real clock, on which the sandbox's own runs. */
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

const DEFAULT_WSDL_FOLDER = new URL('../../src/adapters/ims/wsdl/', import.meta.url);

/** Starts a policy system that speaks the real services' protocol, keeps its books in files, and misbehaves when told. */
export async function startImsSandbox(options: ImsSandboxOptions): Promise<ImsSandbox> {
  const settings = liveSettings(settingsSchema, {
    ...options.settings,
    ...(options.latencyMs === undefined ? {} : { latencyMs: options.latencyMs }),
  });
  const folder = await openDataFolder(options.dataPath, 'ims-sandbox');
  const book = openBook(folder.path, settings, options.now ?? Date.now);
  const misbehaviour = createImsMisbehaviour();
  const calls = createCallRing<CallFacts>(() => book.now());
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
  const closeBook = async (): Promise<void> => {
    await book.close();
    await folder.leave();
  };
  try {
    const servers = await startServers(
      options,
      (request, response) => answer(endpoint, request, response),
      createAdmin({ book, settings, misbehaviour, calls }),
    );
    return {
      url: servers.url,
      adminUrl: servers.adminUrl,
      close: async () => {
        closing.abort();
        await servers.stop();
        await closeBook();
      },
    };
  } catch (error) {
    await closeBook();
    throw error;
  }
}

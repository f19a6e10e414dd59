import { setMaxListeners } from 'node:events';
import { createCallRing } from '../shared/call-ring.js';
import { openDataFolder } from '../shared/data-folder.js';
import { startServers, type ServerPlaces } from '../shared/http-servers.js';
import { liveSettings } from '../shared/live-settings.js';
import { createAdmin } from './admin/admin.js';
import { askForCancellations } from './book/delinquency.js';
import type { Tell } from './book/payments.js';
import { openBook } from './book/store.js';
import { startDispatcher, type CallbackLine } from './callbacks/dispatcher.js';
import { createCallbackMisbehaviour } from './callbacks/misbehaviour.js';
import { openOutbox } from './callbacks/outbox.js';
import type { CallFacts, CallRecord } from './http/calls.js';
import { answer, type Endpoint } from './http/endpoint.js';
import { createBillingMisbehaviour } from './http/misbehaviour.js';
import {
  policySideSchema,
  settingsSchema,
  type PolicySide,
  type PolicySideInput,
  type Settings,
} from './settings.js';

/** How often billing looks who has not paid, beside each time its clock is moved or its settings change. Milliseconds. */
const DUNS_EVERY_MS = 60_000;

/** What a caller must show unless another one is told. */
export const DEFAULT_BEARER_TOKEN = 'billing-sandbox-token';

export interface BillingSandboxOptions extends ServerPlaces {
  /** Folder of the books, made when missing. Left out, they live in a temporary one that closing removes. */
  readonly dataPath?: string | undefined;
  readonly bearerToken?: string | undefined;
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

/** Starts a billing system that keeps books, slices invoices, takes payments, calls back, and misbehaves when told. */
export async function startBillingSandbox(options: BillingSandboxOptions): Promise<BillingSandbox> {
  const settings = liveSettings(settingsSchema, options.settings ?? {});
  let policySide: PolicySide | null =
    options.policySide === undefined ? null : policySideSchema.parse(options.policySide);
  const now = options.now ?? Date.now;
  const log = options.log ?? (() => undefined);
  const folder = await openDataFolder(options.dataPath, 'billing-sandbox');
  const book = openBook(folder.path, settings, now);
  const calls = createCallRing<CallFacts>(() => book.now());
  const misbehaviour = createBillingMisbehaviour();
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

  const dun = (): void => {
    if (askForCancellations(book, tell)) afterChange();
  };
  dun();
  const dunning = setInterval(dun, DUNS_EVERY_MS).unref();

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
  const admin = createAdmin({
    book,
    settings,
    misbehaviour,
    callbackMisbehaviour,
    calls,
    outbox,
    tell,
    afterChange,
    dun,
    policySide: {
      current: () => policySide,
      change: (side) => {
        policySide = side;
        afterChange();
      },
    },
  });
  const closeBook = async (): Promise<void> => {
    closing.abort();
    clearInterval(dunning);
    await dispatcher.stopped();
    await book.close();
    await folder.leave();
  };
  try {
    const servers = await startServers(
      options,
      (request, response) => answer(endpoint, request, response),
      admin,
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

import type { IncomingMessage, ServerResponse } from 'node:http';
import { setMaxListeners } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { addArmedFaults, addCallList, addSettings, createAdminApp } from '../shared/admin.js';
import { createCallRing, type CallRing } from '../shared/call-ring.js';
import { startServers, type ServerPlaces } from '../shared/http-servers.js';
import { liveSettings, type LiveSettings } from '../shared/live-settings.js';
import { readBody } from '../shared/read-body.js';
import { readMessage } from './message.js';
import {
  createReceiverMisbehaviour,
  receiverFaultSchema,
  type ReceiverFault,
  type ReceiverMisbehaviour,
} from './misbehaviour.js';
import { receivedPage, type Received, type ReceivedFacts } from './received.js';
import { settingsSchema, type Settings } from './settings.js';

export interface WebhookSandboxOptions extends ServerPlaces {
  readonly settings?: Partial<Settings>;
  /** Called when a message was answered. */
  readonly log?: (line: Received) => void;
}

export interface WebhookSandbox {
  /** Every path below it takes messages; a GET tells people what came in. */
  readonly url: string;
  readonly adminUrl: string;
  close(): Promise<void>;
}

interface Receiver {
  readonly settings: LiveSettings<Settings>;
  readonly misbehaviour: ReceiverMisbehaviour;
  readonly received: CallRing<ReceivedFacts>;
  readonly counts: Map<string, number>;
  readonly closing: AbortSignal;
  readonly log: (line: Received) => void;
}

const LARGEST_BYTES = 1024 * 1024;

/** Starts a receiver of webhooks that checks signatures, keeps what it got in memory, and misbehaves when told. */
export async function startWebhookSandbox(options: WebhookSandboxOptions): Promise<WebhookSandbox> {
  const closing = new AbortController();
  setMaxListeners(0, closing.signal);
  const receiver: Receiver = {
    settings: liveSettings(settingsSchema, options.settings ?? {}),
    misbehaviour: createReceiverMisbehaviour(),
    received: createCallRing<ReceivedFacts>(Date.now),
    counts: new Map(),
    closing: closing.signal,
    log: options.log ?? (() => undefined),
  };
  const admin = createAdminApp((app) => {
    addCallList(app, receiver.received);
    addSettings(app, receiver.settings);
    const { arm, disarm, list } = receiver.misbehaviour;
    addArmedFaults(
      app,
      '/faults',
      { arm, disarm, list: () => ({ faults: list() }) },
      receiverFaultSchema,
    );
  });
  const servers = await startServers(
    options,
    (request, response) => answer(receiver, request, response),
    admin,
  );
  return {
    url: servers.url,
    adminUrl: servers.adminUrl,
    close: async () => {
      closing.abort();
      await servers.stop();
    },
  };
}

async function answer(
  receiver: Receiver,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { settings, received, misbehaviour } = receiver;
  if (request.method !== 'POST') {
    const page = receivedPage(received.list(0, undefined), settings.current().secrets.length);
    response.writeHead(200, { 'content-type': 'text/plain; charset=utf-8' }).end(page);
    return;
  }
  const body = await readBody(request, LARGEST_BYTES);
  if (!Buffer.isBuffer(body)) {
    response.writeHead(413).end();
    return;
  }
  const message = readMessage(request.headers, body, settings.current().secrets);
  const { event } = message;
  const line = received.arrived({
    ...message,
    operation: event?.type ?? 'unreadable',
    path: request.url ?? '/',
    before: countOf(receiver, message.webhookId),
    isTaken: false,
    answered: null,
  });
  const beganAtMs = performance.now();
  const fault = misbehaviour.strike({
    subject: event?.subject ?? null,
    type: event?.type ?? null,
  });
  await (message.signature === 'bad' || event === null
    ? say(line, response, event === null ? 400 : 401)
    : misbehave(receiver, fault, line, response));
  line.durationMs = Math.round(performance.now() - beganAtMs);
  receiver.log(line);
}

function countOf({ counts }: Receiver, webhookId: string | null): number {
  const before = counts.get(webhookId ?? '') ?? 0;
  counts.set(webhookId ?? '', before + 1);
  return before;
}

async function misbehave(
  { closing }: Receiver,
  fault: ReceiverFault | null,
  line: Received,
  response: ServerResponse,
): Promise<void> {
  switch (fault?.kind) {
    case undefined:
      line.isTaken = true;
      return say(line, response, 204);
    case 'status': {
      const { status, retryAfter } = fault;
      return say(line, response, status, retryAfter ? { 'retry-after': retryAfter } : {});
    }
    case 'gone':
      return say(line, response, 410);
    case 'redirect':
      return say(line, response, 302, { location: fault.location });
    case 'slow':
      line.isTaken = true;
      await pause(fault.delayMs, undefined, { signal: closing });
      return say(line, response, 204);
    case 'hang':
      line.answered = 'nothing';
      await pause(fault.delayMs, undefined, { signal: closing });
      response.destroy();
      return;
    case 'drop':
      line.isTaken = true;
      line.answered = 'the connection was cut';
      response.destroy();
      return;
    case 'wrong':
      line.answered = 'what is no HTTP';
      response.socket?.end('This is no HTTP.\r\n');
  }
}

function say(
  line: Received,
  response: ServerResponse,
  status: number,
  headers: Readonly<Record<string, string>> = {},
): Promise<void> {
  line.answered = String(status);
  return new Promise((resolve) => {
    response.writeHead(status, headers).end(resolve);
  });
}

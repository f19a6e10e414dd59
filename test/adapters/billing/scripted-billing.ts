import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ServerResponse } from 'node:http';
import {
  connectBilling,
  type BillingAuth,
  type BillingCallLog,
  type BillingConnection,
} from '../../../src/adapters/billing/http-billing.js';

/** A request as it came over the wire. */
export interface Received {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export type Answer = (request: Received, response: ServerResponse) => void;

/** A plain HTTP server with the adapter connected to it: it shows the adapter's real bytes and can misbehave in any way. */
export interface ScriptedBilling {
  readonly url: string;
  readonly billing: BillingConnection;
  readonly received: readonly Received[];
  readonly log: readonly BillingCallLog[];
  /** How often somebody connected. */
  readonly connections: number;
  close(): Promise<void>;
}

export const TOKEN = 'scripted-billing-token-5f1c';

export interface ScriptedBillingOptions {
  readonly timeoutMs?: number;
  readonly auth?: BillingAuth;
  /** Path below which billing lives. */
  readonly below?: string;
  /** Another kind of server, such as one over TLS. */
  readonly serve?: (listener: RequestListener) => Server;
  readonly scheme?: 'http' | 'https';
}

export async function startScriptedBilling(
  answer: Answer,
  options: ScriptedBillingOptions = {},
): Promise<ScriptedBilling> {
  const { timeoutMs = 5_000, below = '', serve = createServer, scheme = 'http' } = options;
  const received: Received[] = [];
  const log: BillingCallLog[] = [];
  let connections = 0;
  const server = serve((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      const call = { method, url, headers, body: Buffer.concat(chunks).toString('utf8') };
      received.push(call);
      answer(call, response);
    });
  });
  server.on('connection', () => {
    connections += 1;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const url = `${scheme}://127.0.0.1:${port}${below}`;
  const billing = connectBilling({
    baseUrl: url,
    auth: options.auth ?? { kind: 'bearer', token: TOKEN },
    timeoutMs,
    log: (call) => log.push(call),
  });
  return {
    url,
    billing,
    received,
    log,
    get connections() {
      return connections;
    },
    close: async () => {
      server.closeAllConnections();
      await billing.close();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export function sendJson(
  response: ServerResponse,
  status: number,
  json: unknown,
  contentType = status < 400 ? 'application/json' : 'application/problem+json',
): void {
  response.writeHead(status, { 'content-type': contentType }).end(JSON.stringify(json));
}

export function problem(status: number, code: string, facts: object = {}): object {
  return {
    type: `about:blank#${code}`,
    title: 'No',
    status,
    detail: `Refused with ${code}.`,
    code,
    ...facts,
  };
}

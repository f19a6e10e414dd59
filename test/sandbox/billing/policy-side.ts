import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** A callback as it came in. */
export interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Said {
  readonly status: number;
  readonly body?: string;
}

/** Whoever billing calls back, answering as a test wants it. */
export interface PolicySide {
  readonly url: string;
  readonly received: readonly Received[];
  /** Answers that come before the usual 200, one for each callback; null breaks the connection. */
  answerNext(...answers: readonly (Said | null)[]): void;
  /** Waits until so many have come. */
  untilReceived(count: number): Promise<readonly Received[]>;
  close(): Promise<void>;
}

const LOOK_EVERY_MS = 10;
/** A message that was tried before waits for its next attempt, twice as long each time: on a busy machine for more than ten seconds. */
const WITHIN_MS = 60_000;
/** Of tests that wait here, longer than they may wait once. */
export const WAITS_FOR_CALLBACKS = { timeout: 2 * WITHIN_MS };

export async function openPolicySide(): Promise<PolicySide> {
  const received: Received[] = [];
  const next: (Said | null)[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8');
      received.push({ path: request.url ?? '', headers: request.headers, body });
      const said = next.length === 0 ? { status: 200, body: '{}' } : next.shift();
      if (said === null) response.destroy();
      else response.writeHead(said?.status ?? 200).end(said?.body ?? '');
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    answerNext: (...answers) => {
      next.push(...answers);
    },
    untilReceived: (count) => until(() => (received.length >= count ? received : null)),
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

/** Waits until there is something. */
export async function until<T>(look: () => T | null | Promise<T | null>): Promise<T> {
  const deadline = Date.now() + WITHIN_MS;
  for (;;) {
    const found = await look();
    if (found !== null) return found;
    if (Date.now() > deadline) throw new Error('what was waited for did not come');
    await pause(LOOK_EVERY_MS);
  }
}

import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';

/** Requests that are still being answered after this are cut off; asking again is safe. Milliseconds. */
const CUT_OFF_MS = 5000;
/** A request whose head takes longer than its connection may idle would be cut off by Node. Milliseconds. */
const HEAD_START_MS = 5000;

interface Serving {
  readonly host: string;
  readonly port: number;
  /** How long a connection stays open without a request. Milliseconds. */
  readonly keepAliveMs: number;
  /** How long it serves on after `stop`, so that load balancers hear that it is not ready before its door is closed. Milliseconds. */
  readonly drainMs: number;
  readonly onReady: () => void;
  /** The door closes: requests that wait for something are to be answered now. */
  readonly onClosing: () => void;
}

/** Serves HTTP until `stop`, and on while load balancers learn of it; then takes no new connection, lets open requests end, and returns. */
export async function serveUntil(
  stop: AbortSignal,
  handler: RequestListener,
  { host, port, keepAliveMs, drainMs, onReady, onClosing }: Serving,
): Promise<void> {
  const server = createServer({
    keepAliveTimeout: keepAliveMs,
    headersTimeout: keepAliveMs + HEAD_START_MS,
  });
  server.on('request', handler).listen(port, host);
  await once(server, 'listening');
  onReady();
  if (!stop.aborted) await once(stop, 'abort');
  await pause(drainMs);
  const closed = close(server);
  onClosing();
  const cutOff = setTimeout(() => {
    server.closeAllConnections();
  }, CUT_OFF_MS);
  await closed;
  clearTimeout(cutOff);
}

async function close(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  // A connection that is kept alive idles on after its last answer, and would hold up the end.
  const idle = setInterval(() => {
    server.closeIdleConnections();
  }, 100);
  await closed;
  clearInterval(idle);
}

import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';

/** Requests that are still being answered after this are cut off; asking again is safe. Milliseconds. */
const DRAIN_MS = 5000;

/** Serves HTTP until `stop`; then takes no new connection, lets open requests end, and returns. */
export async function serveUntil(
  stop: AbortSignal,
  handler: RequestListener,
  { host, port, onReady }: { host: string; port: number; onReady: () => void },
): Promise<void> {
  const server = createServer(handler).listen(port, host);
  await once(server, 'listening');
  onReady();
  if (!stop.aborted) await once(stop, 'abort');
  const closed = once(server, 'close');
  server.close();
  server.closeIdleConnections();
  const cutOff = setTimeout(() => {
    server.closeAllConnections();
  }, DRAIN_MS);
  await closed;
  clearTimeout(cutOff);
}

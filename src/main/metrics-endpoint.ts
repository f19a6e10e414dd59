import type { Registry } from 'prom-client';
import { listening, type Listening } from './listening.js';

/**
 * Answers Prometheus at `/metrics`. It asks for no key, and there is no personal data in it; but it says how much business is
 * done, so that it has an address of its own.
 *
 * @param address `host:port`; null for none
 */
export async function serveMetrics(address: string | null, registry: Registry): Promise<Listening> {
  if (address === null) return { close: () => Promise.resolve() };
  return listening(address, (request, response) => {
    if (request.url !== '/metrics') {
      response.writeHead(404).end();
      return;
    }
    void registry.metrics().then(
      (text) => response.writeHead(200, { 'Content-Type': registry.contentType }).end(text),
      () => response.writeHead(500).end(),
    );
  });
}

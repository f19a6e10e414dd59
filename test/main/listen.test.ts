import { once } from 'node:events';
import { get, Agent, type IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { serveUntil } from '../../src/main/listen.js';
import { freePort } from '../../tools/processes/free-port.js';

describe('the server of the API', () => {
  it('serves on while it drains, has waiting requests answered, and ends with its idle connections', async () => {
    const port = await freePort();
    const stop = new AbortController();
    const closing = new AbortController();
    const ready = new AbortController();
    const served = serveUntil(
      stop.signal,
      (request, response) => {
        if (request.url === '/wait') closing.signal.addEventListener('abort', () => response.end());
        else response.end();
      },
      {
        host: '127.0.0.1',
        port,
        keepAliveMs: 75_000,
        drainMs: 300,
        onReady: () => {
          ready.abort();
        },
        onClosing: () => {
          closing.abort();
        },
      },
    );
    await once(ready.signal, 'abort');
    const agent = new Agent({ keepAlive: true });
    const ask = async (path: string): Promise<IncomingMessage> => {
      const [response] = (await once(get({ port, path, agent }), 'response')) as [IncomingMessage];
      response.resume();
      return response;
    };

    const waiting = ask('/wait');
    expect((await ask('/')).headers['keep-alive']).toBe('timeout=75');
    stop.abort();
    expect((await ask('/')).statusCode).toBe(200);
    expect(closing.signal.aborted).toBe(false);
    expect((await waiting).statusCode).toBe(200);
    expect(closing.signal.aborted).toBe(true);
    await served;
    agent.destroy();
  });
});

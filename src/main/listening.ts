import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';

/** A small server beside what a process is there for. */
export interface Listening {
  close(): Promise<void>;
}

/** @param address `host:port` on which to listen */
export async function listening(address: string, answer: RequestListener): Promise<Listening> {
  const server = createServer(answer);
  const [, host = '', port = ''] = /^(.*):(\d+)$/.exec(address) ?? [];
  server.listen(Number(port), host.replace(/^\[(.*)\]$/, '$1'));
  await once(server, 'listening');
  return {
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';

const LOOPBACK = '127.0.0.1';
/** Idle connections stay open as long as IIS keeps them, and longer than clients do, so that clients let go first. */
const KEEP_ALIVE_MS = 120_000;

export interface ServerPlaces {
  /** Of the service; 0 takes a free one. */
  readonly port: number;
  /** Of the admin endpoint, which is on loopback whatever `host` is; 0 takes a free one. */
  readonly adminPort: number;
  /** Address on which the service listens; loopback unless told. */
  readonly host?: string;
}

export interface Servers {
  readonly url: string;
  readonly adminUrl: string;
  /** Cuts off what is under way. */
  stop(): Promise<void>;
}

/** Starts the service and its admin endpoint: both, or neither. */
export async function startServers(
  { port, adminPort, host = LOOPBACK }: ServerPlaces,
  answer: (request: IncomingMessage, response: ServerResponse) => Promise<void>,
  admin: RequestListener,
): Promise<Servers> {
  const service = createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, (request, response) => {
    // Only closing can interrupt an answer; the connection goes with it.
    answer(request, response).catch(() => response.destroy());
  });
  const adminServer = createServer(admin);
  try {
    await listen(service, port, host);
    await listen(adminServer, adminPort, LOOPBACK);
  } catch (error) {
    service.close();
    throw error;
  }
  return {
    url: addressOf(service, host),
    adminUrl: addressOf(adminServer, LOOPBACK),
    stop: async () => {
      await Promise.all([stop(service), stop(adminServer)]);
    },
  };
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
    server.closeAllConnections();
  });
}

function addressOf(server: Server, host: string): string {
  const { port } = server.address() as AddressInfo;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

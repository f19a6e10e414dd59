import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** A request as it came over the wire. */
export interface Received {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
  /** From the SOAPAction header. */
  readonly operation: string;
}

export interface ScriptedServer {
  readonly baseUrl: string;
  readonly received: readonly Received[];
  close(): Promise<void>;
}

export const TOKEN = '11111111-2222-4333-8444-555555555555';

export type Answer = (request: Received, response: ServerResponse) => void;

/**
 * A plain HTTP server that logs everybody in and leaves every other call to `answer`: it shows the client's real
 * bytes and can misbehave in any way.
 */
export async function startScriptedServer(
  answer: Answer,
  logIn: Answer = (_, response) => {
    sendXml(response, 200, loginAnswer(TOKEN));
  },
): Promise<ScriptedServer> {
  const received: Received[] = [];
  const sockets = new Set<Socket>();
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const action = String(request.headers['soapaction'] ?? '').replaceAll('"', '');
      const call: Received = {
        path: request.url ?? '',
        headers: request.headers,
        body: Buffer.concat(chunks).toString('utf8'),
        operation: action.slice(action.lastIndexOf('/') + 1),
      };
      received.push(call);
      if (call.operation === 'LoginIMSUser') logIn(call, response);
      else answer(call, response);
    });
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${port}/ims_test`,
    received,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        for (const socket of sockets) socket.destroy();
      }),
  };
}

export function sendXml(response: ServerResponse, status: number, xml: string): void {
  response.writeHead(status, { 'content-type': 'text/xml; charset=utf-8' });
  response.end(xml);
}

export function envelope(body: string): string {
  return (
    '<?xml version="1.0" encoding="utf-8"?><soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/" ' +
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema">' +
    `<soap:Body>${body}</soap:Body></soap:Envelope>`
  );
}

export function fault(text: string): string {
  return envelope(
    `<soap:Fault><faultcode>soap:Server</faultcode><faultstring>${text}</faultstring><detail /></soap:Fault>`,
  );
}

export function loginAnswer(token: string): string {
  return envelope(
    '<LoginIMSUserResponse xmlns="http://tempuri.org/IMSWebServices/Logon"><LoginIMSUserResult>' +
      `<UserGuid>${token}</UserGuid><Token>${token}</Token></LoginIMSUserResult></LoginIMSUserResponse>`,
  );
}

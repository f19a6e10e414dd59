import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { request } from 'undici';
import { violationsOf } from './billing-document.js';

/** Stands between the adapter and a billing system, and writes down what does not fit the document. */
export interface ContractWitness {
  readonly url: string;
  /** @throws Error naming everything that did not fit */
  complainOfViolations(): void;
  close(): Promise<void>;
}

export async function startContractWitness(billingUrl: string): Promise<ContractWitness> {
  const violations: string[] = [];
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const requestBody = Buffer.concat(chunks).toString('utf8');
      const { method = '', url = '' } = incoming;
      const { authorization = '', 'content-type': type } = incoming.headers;
      const pass = async (): Promise<void> => {
        const answer = await request(`${billingUrl}${url}`, {
          method: method as 'GET' | 'POST',
          headers: { authorization, ...(type === undefined ? {} : { 'content-type': type }) },
          body: requestBody === '' ? null : requestBody,
        });
        const answerBody = await answer.body.text();
        const contentType = String(answer.headers['content-type']);
        const status = answer.statusCode;
        violations.push(
          ...violationsOf({ method, url, requestBody, status, contentType, answerBody }),
        );
        outgoing.writeHead(status, { 'content-type': contentType }).end(answerBody);
      };
      pass().catch(() => outgoing.destroy());
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    complainOfViolations: () => {
      if (violations.length > 0) throw new Error(violations.join('\n'));
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

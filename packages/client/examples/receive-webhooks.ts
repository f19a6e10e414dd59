/** Takes what a webhook is sent: `WEBHOOK_SECRET=whsec_… npx tsx packages/client/examples/receive-webhooks.ts [port]`. */
import { createServer } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { verifyDelivery, WebhookVerificationError } from '@bindery/client';

const { WEBHOOK_SECRET = '' } = process.env;
const [, , port = '8080'] = process.argv;
/** A real receiver keeps these where its work is kept. */
const known = new Set<string>();

const server = createServer((request, response) => {
  void buffer(request)
    .then((body) => {
      const { id, type } = verifyDelivery(body, request.headers, WEBHOOK_SECRET);
      if (!known.has(id)) console.log(type, id);
      known.add(id);
      response.writeHead(204).end();
    })
    .catch((error: unknown) => {
      response.writeHead(error instanceof WebhookVerificationError ? 400 : 500).end();
    });
});
server.listen(Number(port), '127.0.0.1', () => {
  console.log(`listening on ${port}`);
});

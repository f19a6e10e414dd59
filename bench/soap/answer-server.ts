import { createServer } from 'node:http';
import { ANSWERS } from './calls.js';

/** Answers every call with the same bytes; a process of its own, so that its CPU is not counted. */
const server = createServer((request, response) => {
  request.resume();
  request.once('end', () => {
    const action = String(request.headers['soapaction']).replaceAll('"', '').split('/').at(-1);
    const body = ANSWERS[action ?? ''] ?? '';
    response.writeHead(200, {
      'content-type': 'text/xml; charset=utf-8',
      'content-length': Buffer.byteLength(body),
    });
    response.end(body);
  });
});
server.listen(0, '127.0.0.1', () => process.send?.(server.address()));
// It ends with the process that started it.
process.once('disconnect', () => process.exit());

/** Says what has happened since a cursor, and where to go on: `API_KEY=… npx tsx packages/client/examples/read-events.ts [cursor]`. */
import { binderyClient } from '@bindery/client';

const { API_URL = 'http://127.0.0.1:8000', API_KEY = '' } = process.env;
const bindery = binderyClient({ baseUrl: API_URL, apiKey: API_KEY });

let [, , after] = process.argv;
const query = { limit: 500, ...(after === undefined ? {} : { after }) };
for await (const page of bindery.pages('/api/events', { params: { query } })) {
  for (const { time, type, subject = '' } of page.events) console.log(time, type, subject);
  // Whoever keeps this with what was made of the events misses none.
  after = page.next;
}
console.log(`after ${after}`);

/** Has a policy bound, and says its number: `API_KEY=… npx tsx packages/client/examples/submit-and-wait.ts`. */
import { readFile } from 'node:fs/promises';
import { binderyClient, ProblemError, type SubmissionRequest } from '@bindery/client';

const { API_URL = 'http://127.0.0.1:8000', API_KEY = '' } = process.env;
const bindery = binderyClient({ baseUrl: API_URL, apiKey: API_KEY });

const file = new URL('../../../examples/general-liability.json', import.meta.url);
const example = JSON.parse(await readFile(file, 'utf8')) as SubmissionRequest;
const [, , externalId = `EXAMPLE-${Date.now()}`] = process.argv;

try {
  const { data } = await bindery.POST('/api/submissions', {
    params: { query: { wait: 20 } },
    body: { ...example, externalId },
  });
  const { state, policyNumber, waitingFor, attention } = data;
  console.log(policyNumber ?? `${state}: ${attention?.reason ?? waitingFor ?? ''}`);
} catch (error) {
  if (!(error instanceof ProblemError)) throw error;
  console.error(error.message);
  for (const { field, reason, remedy } of error.errors) console.error(field, reason, remedy);
  process.exitCode = 1;
}

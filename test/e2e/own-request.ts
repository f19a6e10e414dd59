import { createHash } from 'node:crypto';
import { exampleRequest, type Example } from './example-submissions.js';

/** The body of a submission, as a source system posts it. */
export type Request = Record<string, unknown>;

let lastId = 0;

/** An example under a reference of its own, for an insured of its own. */
export function ownRequest(example: Example = 'general-liability', changes: Request = {}): Request {
  lastId += 1;
  const request = exampleRequest(example);
  const insured = request['insured'] as Request;
  const digest = createHash('sha256').update(String(lastId)).digest('hex');
  const name = digest.slice(0, 16);
  return {
    ...request,
    externalId: `E2E-${lastId}`,
    insured: {
      ...insured,
      ...('corporationName' in insured ? { corporationName: name } : { lastName: name }),
      ...('fein' in insured ? { fein: String(100_000_000 + lastId) } : {}),
      nameOnPolicy: name,
    },
    ...changes,
  };
}

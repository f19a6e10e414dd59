import { createHash } from 'node:crypto';

/** As long as the name of a request may be in the policy system. Characters. */
const LONGEST = 100;

/**
 * The name under which the policy system does a request once. One that is too long is cut and ends in a digest of the whole,
 * so that the same request always has the same name, and another one another.
 */
export function requestName(requestId: string): string {
  if (requestId.length <= LONGEST) return requestId;
  const digest = createHash('sha256').update(requestId).digest('hex').slice(0, 32);
  return `${requestId.slice(0, LONGEST - digest.length - 1)}~${digest}`;
}

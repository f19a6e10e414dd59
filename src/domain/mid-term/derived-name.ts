import { contentDigest } from '../machine/content-digest.js';

/** As long as an id that a source system gives may be. */
const LONGEST = 64;

/**
 * A name for what one change begins in its turn: the same for every repeat, and another for every other change, of whatever policy.
 *
 * @param requestId of the change
 * @param what      the end of the name
 * @param of        tells the change apart from those with the same request id: its policy and term
 */
export function derivedName(requestId: string, what: string, of: object): string {
  const end = `.${contentDigest({ requestId, of })}.${what}`;
  return `${requestId.slice(0, LONGEST - end.length)}${end}`;
}

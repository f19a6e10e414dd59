/**
 * Every kind of problem that the API answers. A client decides by `type`, which is `urn:bindery:problem:` and the
 * code; the titles are for people. docs/errors.md says for each what it means and what to do.
 */
export const PROBLEMS = {
  'malformed-path': { status: 400, title: 'The address cannot be read' },
  'malformed-json': { status: 400, title: 'The body is not JSON that can be read' },
  'invalid-parameter': { status: 400, title: 'A query parameter cannot be used' },
  'idempotency-key-refused': {
    status: 400,
    title: 'Requests are told from their repeats by what they say of themselves',
  },
  unauthenticated: { status: 401, title: 'No known API key came with the request' },
  'missing-scope': { status: 403, title: 'The API key does not allow this' },
  'unknown-path': { status: 404, title: 'Nothing is at this address' },
  'unknown-transaction': { status: 404, title: 'There is no such transaction' },
  'not-a-quote': { status: 404, title: 'The transaction is not a quote that people steer' },
  'unknown-policy': { status: 404, title: 'Nothing is known of this policy' },
  'unknown-term': { status: 404, title: 'Nothing is known of this term' },
  'unknown-offer': { status: 404, title: 'There is no such renewal offer' },
  'unknown-batch': { status: 404, title: 'There is no such batch' },
  'unknown-reconciliation': { status: 404, title: 'There is no such comparison' },
  'unknown-webhook': { status: 404, title: 'There is no such webhook' },
  'unknown-group': { status: 404, title: 'There is no such group of quotes' },
  'unknown-moratorium': { status: 404, title: 'The notice file has no such moratorium' },
  'term-not-bound': { status: 404, title: 'The term is not bound' },
  'method-not-allowed': { status: 405, title: 'This address does not take this method' },
  'unknown-product': { status: 409, title: 'The product of the term has no product file' },
  'different-request': {
    status: 409,
    title: 'The reference was used before, and not for this request',
  },
  'change-refused': { status: 409, title: 'The change is refused as things stand' },
  'policy-not-opened': { status: 409, title: 'The policy cannot be taken over as it is on file' },
  'no-preview': { status: 409, title: 'It cannot be previewed without writing anything' },
  'quote-differs': { status: 409, title: 'The numbers are others by now' },
  'group-in-use': { status: 409, title: 'The quote is not to be taken out of its group' },
  'turn-in-use': { status: 409, title: 'The turn is not to be freed' },
  'no-such-act': { status: 409, title: 'This kind of transaction has no such act' },
  'nothing-to-correct': { status: 409, title: 'The transaction is not stopped' },
  'webhooks-off': { status: 409, title: 'This installation sends no webhooks' },
  'no-such-event': { status: 409, title: 'That event is not where it can be had' },
  'events-gone': { status: 410, title: 'These events are not kept any more' },
  'stale-version': { status: 412, title: 'Somebody has changed the quote since it was read' },
  'version-needed': {
    status: 428,
    title: 'Say which version of the quote was read: send its ETag as If-Match',
  },
  'stale-revision': { status: 409, title: 'Someone corrected the transaction in the meantime' },
  'already-used': {
    status: 409,
    title: 'The policy system holds that part already; it cannot change any more',
  },
  'outcome-needed': {
    status: 409,
    title: 'A write is in doubt; say whether the policy system holds it',
  },
  'outcome-not-needed': { status: 409, title: 'No write is in doubt' },
  'outcome-differs': {
    status: 409,
    title: 'The policy system or billing says otherwise',
  },
  'too-early': { status: 409, title: 'The policy system may still be working on the write' },
  'already-bound': { status: 409, title: 'The policy is bound' },
  'bind-under-way': { status: 409, title: 'The policy is being bound at this moment' },
  'already-ended': { status: 409, title: 'The transaction has ended' },
  refused: { status: 409, title: 'The transaction refused the change' },
  'content-differs': { status: 409, title: 'The id was used before, for other content' },
  'term-full': { status: 409, title: 'The term keeps as much as it can' },
  'term-refused': { status: 409, title: 'The term refused the message' },
  'no-such-task': { status: 409, title: 'No such task is open' },
  'term-ended': { status: 409, title: 'The term has ended' },
  'too-large': { status: 413, title: 'The body is too large' },
  'unsupported-media-type': {
    status: 415,
    title: 'The body is not sent in a form that is read here',
  },
  'invalid-request': { status: 422, title: 'The request was understood and cannot be accepted' },
  'amount-not-positive': { status: 422, title: 'The amount is not above zero' },
  'too-many-requests': { status: 429, title: 'The client sends more than it may' },
  'workflow-failing': { status: 500, title: 'The code of the workflow fails' },
  internal: { status: 500, title: 'Something went wrong here' },
  'policy-not-read': { status: 503, title: 'The policy system could not be read' },
  'term-busy': { status: 503, title: 'Too many messages came for this term at once' },
  'worker-unavailable': { status: 503, title: 'No worker answered in time' },
  stopping: { status: 503, title: 'This process of the API is stopping' },
  'temporal-unavailable': { status: 503, title: 'The workflow service did not answer in time' },
} as const;

export type ProblemCode = keyof typeof PROBLEMS;

/** The `type` of a problem, as clients see it. */
export function problemType(code: ProblemCode): string {
  return `urn:bindery:problem:${code}`;
}

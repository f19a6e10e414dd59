import { describe, expect, it } from 'vitest';
import { violationsOf, type WireCall } from './billing-document.js';

const CALL: WireCall = {
  method: 'POST',
  url: '/v1/policies/CGL-1/terms/1/confirmation',
  requestBody: JSON.stringify({ transactionId: 'T-1', isTermConfirmed: true }),
  status: 201,
  contentType: 'application/json',
  answerBody: JSON.stringify({
    transactionId: 'T-1',
    outcome: 'executed',
    bookingId: 'BI-1',
    executedAt: '2027-01-15T16:00:01Z',
  }),
};

describe('the check against the billing document', () => {
  it('finds nothing in a call that fits', () => {
    expect(violationsOf(CALL)).toEqual([]);
  });

  it.each<[string, Partial<WireCall>]>([
    ['an unknown address', { url: '/v2/policies' }],
    ['a term number of zero', { url: '/v1/policies/CGL-1/terms/0/confirmation' }],
    ['a query that is not named', { url: `${CALL.url}?dryRun=true` }],
    [
      'a member of the request that is not named',
      { requestBody: '{"transactionId":"T","isTermConfirmed":true,"more":1}' },
    ],
    ['a member of the request that is missing', { requestBody: '{"transactionId":"T-1"}' }],
    ['a status that is not named', { status: 202 }],
    ['another content type', { contentType: 'text/html' }],
    ['an answer that does not fit', { answerBody: '{"outcome":"executed"}' }],
  ])('finds %s', (_, change) => {
    expect(violationsOf({ ...CALL, ...change })).not.toEqual([]);
  });
});

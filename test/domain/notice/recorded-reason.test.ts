import { describe, expect, it } from 'vitest';
import { recordedReason } from '../../../src/domain/notice/recorded-reason.js';

describe('the reason that the policy system records for a cancellation', () => {
  it.each([
    ['insured', 'other', 'insuredRequest'],
    ['insurer', 'other', 'other'],
    ['insured', 'rewrittenMidTerm', 'rewrittenMidTerm'],
    ['insurer', 'nonPayment', 'nonPayment'],
  ] as const)('asked for by the %s for %s is %s', (source, reason, recorded) => {
    expect(recordedReason({ source, reason })).toBe(recorded);
  });
});

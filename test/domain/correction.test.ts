import { describe, expect, it } from 'vitest';
import { fieldsUsedAlready } from '../../src/domain/correction.js';

describe('a correction of the billing choices', () => {
  const fields = ['billing.paymentPlan', 'billing.upFrontPayments'];

  it('is in time until the bind', () => {
    expect(fieldsUsedAlready(fields, new Set(['quote', 'rating']))).toEqual([]);
  });

  it('comes too late after it', () => {
    expect(fieldsUsedAlready(fields, new Set(['quote', 'rating', 'bind']))).toEqual(fields);
  });
});

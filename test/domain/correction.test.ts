import { describe, expect, it } from 'vitest';
import { fieldsInDoubt, fieldsUsedAlready } from '../../src/domain/correction.js';

describe('a correction of the billing choices', () => {
  const fields = ['billing.paymentPlan', 'billing.upFrontPayments'];

  it('is in time until billing has booked the term', () => {
    expect(fieldsUsedAlready(fields, new Set(['quote', 'rating', 'bind']))).toEqual([]);
  });

  it('waits while the booking is in doubt', () => {
    expect(fieldsInDoubt(fields, ['period'])).toEqual(fields);
    expect(fieldsInDoubt(fields, ['bind'])).toEqual([]);
  });

  it('comes too late after it', () => {
    expect(fieldsUsedAlready(fields, new Set(['quote', 'bind', 'bookTerm']))).toEqual(fields);
  });
});

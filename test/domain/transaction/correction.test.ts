import { describe, expect, it } from 'vitest';
import { fieldsInDoubt, whyTooLate, type Progress } from '../../../src/domain/transaction/correction.js';
import type { StepName } from '../../../src/domain/transaction/record.js';

const after = (...done: StepName[]): Progress => ({
  done: new Set(done),
  isBound: done.includes('bind'),
});

describe('a correction of the billing choices', () => {
  const fields = ['billing.paymentPlan', 'billing.upFrontPayments'];

  it('is in time until billing has booked the term', () => {
    expect(whyTooLate(fields, after('quote', 'rating', 'bind'))).toBeNull();
  });

  it('waits while the booking is in doubt', () => {
    expect(fieldsInDoubt(fields, ['period'])).toEqual(fields);
    expect(fieldsInDoubt(fields, ['bind'])).toEqual([]);
  });

  it('comes too late after it', () => {
    expect(whyTooLate(fields, after('quote', 'bind', 'bookTerm'))).toContain(fields.join(', '));
  });
});

describe('a correction of what is on the quote', () => {
  const fields = [
    'producer.contactGuid',
    'underwriterGuid',
    'submissionDate',
    'state',
    'effectiveDate',
    'expirationDate',
    'premium',
    'workbook.fileName',
    'paymentPlan',
  ];

  it.each(fields)('is in time until the bind: %s', (field) => {
    expect(whyTooLate([field], after('insured', 'submission', 'quote', 'rating'))).toBeNull();
  });

  it.each(fields)('is an endorsement after it: %s', (field) => {
    expect(whyTooLate([field], after('quote', 'rating', 'bind'))).toBe(
      `The policy is bound: ${field}. Have the policy changed by an endorsement.`,
    );
  });

  it('leaves the price of a policy that an earlier run bound to be compared', () => {
    const resumed: Progress = { done: new Set(['lookUpReference']), isBound: true };
    expect(whyTooLate(['premium'], resumed)).toBeNull();
    expect(whyTooLate(['effectiveDate'], resumed)).not.toBeNull();
  });

  it('waits while the quote is in doubt', () => {
    expect(fieldsInDoubt(['effectiveDate', 'producer.search', 'premium'], ['quote'])).toEqual([
      'effectiveDate',
      'producer.search',
    ]);
  });
});

describe('a correction of the insured', () => {
  it('is in time until the insured is on file', () => {
    const field = 'insured.location.zip';
    expect(whyTooLate([field], after('lookUpReference', 'producer'))).toBeNull();
    expect(whyTooLate([field], after('producer', 'insured'))).toContain('corrected there');
  });
});

it('never changes what a transaction is known by', () => {
  expect(whyTooLate(['externalId'], after())).toContain('never change');
});

import { describe, expect, it } from 'vitest';
import { NEW_BUSINESS_PLAN as PLAN } from '../../../src/domain/new-business/plan.js';
import {
  fieldsInDoubt,
  whyTooLate,
  type Progress,
} from '../../../src/domain/transaction/correction.js';
import type { StepName } from '../../../src/domain/transaction/kinds.js';

const after = (...done: StepName[]): Progress => ({
  done: new Set(done),
  isBound: done.includes('bind'),
});

describe('a correction of the billing choices', () => {
  const fields = ['billing.paymentPlan', 'billing.upFrontPayments'];

  it('is in time until billing has booked the term', () => {
    expect(whyTooLate(PLAN, fields, after('quote', 'rating', 'bind'))).toBeNull();
  });

  it('waits while the booking is in doubt', () => {
    expect(fieldsInDoubt(PLAN, fields, ['period'])).toEqual(fields);
    expect(fieldsInDoubt(PLAN, fields, ['bind'])).toEqual([]);
  });

  it('comes too late after it', () => {
    expect(whyTooLate(PLAN, fields, after('quote', 'bind', 'bookTerm'))).toContain(
      fields.join(', '),
    );
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
    expect(whyTooLate(PLAN, [field], after('insured', 'submission', 'quote', 'rating'))).toBeNull();
  });

  it.each(fields)('is an endorsement after it: %s', (field) => {
    expect(whyTooLate(PLAN, [field], after('quote', 'rating', 'bind'))).toBe(
      `The policy is bound: ${field}. Have the policy changed by an endorsement.`,
    );
  });

  it('leaves the price of a policy that an earlier run bound to be compared', () => {
    const resumed: Progress = { done: new Set(['lookUpReference']), isBound: true };
    expect(whyTooLate(PLAN, ['premium'], resumed)).toBeNull();
    expect(whyTooLate(PLAN, ['effectiveDate'], resumed)).not.toBeNull();
  });

  it('waits while the quote is in doubt', () => {
    expect(fieldsInDoubt(PLAN, ['effectiveDate', 'producer.search', 'premium'], ['quote'])).toEqual(
      ['effectiveDate', 'producer.search'],
    );
  });
});

describe('a correction of the insured', () => {
  it('is in time until the insured is on file', () => {
    const field = 'insured.location.zip';
    expect(whyTooLate(PLAN, [field], after('lookUpReference', 'producer'))).toBeNull();
    expect(whyTooLate(PLAN, [field], after('producer', 'insured'))).toContain('corrected there');
  });
});

it('never changes what a transaction is known by', () => {
  expect(whyTooLate(PLAN, ['externalId'], after())).toContain('never change');
});

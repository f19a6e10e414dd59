import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isPolicyNumber } from '../../../src/domain/policy-term/policy-number.js';
import { isTransactionId, newBusinessId } from '../../../src/domain/workflow-ids.js';
import {
  conversionKey,
  keyOfAttempt,
  keyWithoutNumber,
} from '../../../src/requests/conversion/conversion-key.js';

const idOf = (id: string) => newBusinessId({ system: 'legacy', id });

describe('the key of a conversion', () => {
  it('is the number of the policy, where that can be a key', () => {
    expect(conversionKey('CGL-2026.000_1')).toBe('CGL-2026.000_1');
  });

  it('tells numbers apart that differ in what a key cannot hold', () => {
    const keys = ['CGL 2026/1', 'CGL 2026-1', 'CGL-2026/1', '/////', '#'].map(conversionKey);
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys[0]).toMatch(/^CGL-2026-1-[0-9a-f]{12}$/);
  });

  it('is part of an id, whatever the number is and however often it is tried', () => {
    const number = fc
      .string({ unit: 'binary-ascii', minLength: 1, maxLength: 50 })
      .filter(isPolicyNumber);
    fc.assert(
      fc.property(number, fc.integer({ min: 1, max: 20 }), (policyNumber, attempt) =>
        isTransactionId(idOf(keyOfAttempt(conversionKey(policyNumber), attempt))),
      ),
    );
  });

  it('is made of what was posted where there is no number', () => {
    const key = keyWithoutNumber({ a: 1, b: 2 });
    expect(key).toBe(keyWithoutNumber({ b: 2, a: 1 }));
    expect(key).not.toBe(keyWithoutNumber({ a: 1, b: 3 }));
    expect(isTransactionId(idOf(keyOfAttempt(key, 20)))).toBe(true);
  });
});

import type { Difference } from '../../src/domain/reconciliation/difference.js';

/** Billing has not heard that a term is confirmed, which is repaired by telling it again. */
export const LOST: Difference = {
  code: 'confirmation',
  sides: [{ what: 'term', there: 'not confirmed', here: 'confirmed' }],
  repair: { kind: 'acknowledge' },
};

/** IMS has a cent more, which a person settles. */
export const DEARER: Difference = {
  code: 'premiumInPolicySystem',
  sides: [{ what: 'premium TX', there: '1.01', here: '1.00' }],
  repair: null,
};

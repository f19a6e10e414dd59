import type { TermFacts } from '../../../src/domain/policy-term/term-facts.js';

/** A confirmed term of a year in force, unless the change says otherwise. */
export function aTermFacts(change: Partial<TermFacts> = {}): TermFacts {
  return {
    days: { effectiveDate: '2025-02-01', expirationDate: '2026-02-01' },
    status: change.cancelledOn ? 'cancelled' : 'confirmed',
    cancelledOn: null,
    replacedBy: null,
    nextTerm: null,
    pendingCancellation: null,
    lastChange: 'new-business:triton:TRITON-1',
    latestChangeFrom: '2025-02-01',
    ...change,
  };
}

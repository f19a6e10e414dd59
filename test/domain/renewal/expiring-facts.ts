import type { ExpiringFacts } from '../../../src/domain/renewal/guards.js';
import { aTermFacts } from '../policy-term/term-facts.js';

/** A term that can be renewed from its end, unless the change says otherwise. */
export function anExpiringTerm(change: Partial<ExpiringFacts> = {}): ExpiringFacts {
  const { days, status, cancelledOn, replacedBy } = aTermFacts({
    ...(change.cancelledOn && { cancelledOn: change.cancelledOn }),
  });
  return {
    ...{ days, status, cancelledOn, replacedBy },
    effectiveDate: '2026-02-01',
    openRewrite: null,
    nextTerm: null,
    otherRenewal: null,
    isUnderWay: false,
    ...change,
  };
}

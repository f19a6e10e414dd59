import { describe, expect, it } from 'vitest';
import { notRenewable, type ExpiringFacts } from '../../../src/domain/renewal/guards.js';
import { anExpiringTerm } from './expiring-facts.js';

describe('the guards of a renewal', () => {
  it('hold for the latest term of a policy in force, from its end', () => {
    expect(notRenewable(anExpiringTerm())).toBeNull();
    expect(notRenewable(anExpiringTerm({ status: 'unconfirmed' }))).toBeNull();
    // With a gap, where late money renews.
    expect(notRenewable(anExpiringTerm({ effectiveDate: '2026-02-11' }))).toBeNull();
  });

  it('take nothing from a renewal under way when its term ends, and everything when that is cancelled', () => {
    const isUnderWay = true;
    expect(notRenewable(anExpiringTerm({ isUnderWay, status: 'expired' }))).toBeNull();
    for (const status of ['cancelled', 'closed'] as const)
      expect(notRenewable(anExpiringTerm({ isUnderWay, status }))).toMatchObject({ found: status });
  });

  const against: readonly (readonly [Partial<ExpiringFacts>, field: string, found: string])[] = [
    [{ status: 'new' }, 'status', 'new'],
    [{ status: 'awaited' }, 'status', 'awaited'],
    [{ cancelledOn: '2025-08-01' }, 'status', 'cancelled from 2025-08-01'],
    [{ replacedBy: 'POL-2-1' }, 'status', 'replaced by POL-2-1'],
    [{ status: 'expired' }, 'status', 'expired'],
    [{ status: 'closed' }, 'status', 'closed'],
    [{ openRewrite: 'rewrite:POL-1:1' }, 'openRewrite', 'rewrite:POL-1:1'],
    [{ nextTerm: 'POL-2-2' }, 'nextTerm', 'POL-2-2'],
    [{ otherRenewal: 'renewal:POL-1:2' }, 'otherRenewal', 'renewal:POL-1:2'],
    [{ effectiveDate: '2026-01-31' }, 'effectiveDate', '2026-01-31'],
  ];
  it.each(against)('refuse %j and say which', (change, field, found) => {
    const refusal = notRenewable(anExpiringTerm(change));
    expect(refusal).toMatchObject({ code: 'notRenewable', field, found });
    expect(refusal?.allowed).not.toBe('');
  });
});

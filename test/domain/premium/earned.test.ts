import { describe, expect, it } from 'vitest';
import { ratio, ratioText } from '../../../src/domain/money/ratio.js';
import { earnedFactor, earnedOf } from '../../../src/domain/premium/earned.js';
import { granted, RULES } from './charged-terms.js';

describe('what is earned', () => {
  it('is everything, and no more, at the end of a leap term that counts 365 days', () => {
    const rules = { ...RULES, dayCount: 'fixed365' } as const;
    const factors = [364, 365, 366].map((elapsedDays) =>
      ratioText(granted(earnedFactor(rules, { elapsedDays, termDays: 366 }))),
    );
    expect(factors).toEqual(['364/365', '1', '1']);
  });

  it('in dollars is never more than the premium, of either sign; a tax stays in cents', () => {
    const rules = { ...RULES, unit: 'dollar' } as const;
    const earned = (kind: 'premium' | 'tax', amountCents: number) =>
      earnedOf({ kind, amountCents }, ratio(364, 365), rules);
    expect(earned('premium', 160)).toBe(160);
    expect(earned('premium', -160)).toBe(-160);
    expect(earned('premium', 1_040)).toBe(1_000);
    expect(earned('tax', 160)).toBe(160);
    expect(earned('tax', 1_040)).toBe(1_037);
  });
});

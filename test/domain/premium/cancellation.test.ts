import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../../src/domain/calendar/civil-date.js';
import { cancellationCharges } from '../../../src/domain/premium/cancellation.js';
import type { CancellationTerms } from '../../../src/domain/premium/refund-terms.js';
import {
  cancellationTerms,
  type CancellationCause,
} from '../../../src/domain/premium/cancellation-terms.js';
import type { ChargedLayer, ChargedTerm } from '../../../src/domain/premium/charged-term.js';
import { CANCELLATION_METHODS } from '../../../src/domain/premium/short-rate.js';
import { rowsToBook } from '../../../src/domain/premium/worked-row.js';
import { aCharge } from '../../support/charges.js';
import {
  aChargedTerm,
  aLayer,
  amountsOf,
  cancelled,
  granted,
  keptByRow,
  RULES,
} from './charged-terms.js';
import { earnedExactly, isBelowShare, isNearest } from './exact.js';

const PRO_RATA: CancellationTerms = { method: 'proRata', minimum: null };
const cents = fc.integer({ min: 1, max: 1_000_000_000 });
const method = fc.constantFrom('proRata', 'shortRate90', 'shortRateTable');
const day = fc.integer({ min: 1, max: 364 });

const on = (elapsedDays: number): string => addDays('2025-02-01', elapsedDays);
const premiumOf = (amountCents: number): ChargedTerm =>
  aChargedTerm({ layers: [aLayer({ booked: [aCharge({ amountCents })] })] });

/** An endorsement booked from some day, of one premium of either sign. */
const anEndorsement = (from: number, amountCents: number): ChargedLayer =>
  aLayer({
    kind: 'endorsement',
    transaction: `endorsement from ${from} of ${amountCents}`,
    effectiveDate: on(from),
    booked: [aCharge({ amountCents })],
  });
const endorsements = fc.array(
  fc.tuple(fc.integer({ min: 0, max: 364 }), fc.integer({ min: -1_000_000, max: 1_000_000 })),
  { maxLength: 4 },
);
const layered = (premium: number, changes: readonly (readonly [number, number])[]): ChargedTerm =>
  aChargedTerm({
    layers: [
      aLayer({ booked: [aCharge({ amountCents: premium })] }),
      ...changes.map(([from, amount], at) => ({
        ...anEndorsement(from, amount),
        transaction: `endorsement ${at}`,
      })),
    ],
  });

describe('a cancellation', () => {
  it('keeps of every row the nearest cent to what its days have earned, by every method', () => {
    fc.assert(
      fc.property(cents, endorsements, day, method, (premium, changes, d, how) => {
        const term = layered(premium, changes);
        const terms = { method: how, minimum: null };
        const { rows } = granted(cancellationCharges(term, on(d), terms, RULES));
        const froms = [0, ...changes.map(([from]) => from)];
        for (const [at, { charge, working }] of rows.entries()) {
          const before = froms[at] ?? 0;
          const booked = working.ofCents;
          if (before >= d) {
            expect(charge.amountCents).toBe(booked === 0 ? 0 : -booked);
            continue;
          }
          const days = { before, used: d - before, left: 365 - d };
          const [over, under] = earnedExactly(how, days);
          const kept = booked + charge.amountCents;
          expect(isNearest(kept, BigInt(booked) * over, under)).toBe(true);
        }
      }),
    );
  });

  it('lets every row earn the minimum when the whole premium has earned less, and else its days', () => {
    const share = fc.integer({ min: 0, max: 10_000 });
    fc.assert(
      fc.property(cents, endorsements, day, method, share, (premium, changes, d, how, least) => {
        const minimum = { kind: 'share', basisPoints: least } as const;
        const term = layered(premium, changes);
        const { rows } = granted(cancellationCharges(term, on(d), { method: how, minimum }, RULES));
        const all: readonly (readonly [number, number])[] = [[0, premium], ...changes];
        const began = all.filter(([from]) => from < d);
        const earned = began.map(([before, amount]) => {
          const days = { before, used: d - before, left: 365 - d };
          return [amount, earnedExactly(how, days)] as const;
        });
        const written = began.reduce((sum, [, amount]) => sum + amount, 0);
        const hasMinimum = written > 0 && isBelowShare(earned, least);
        const { rows: plain } = granted(
          cancellationCharges(term, on(d), { method: how, minimum: null }, RULES),
        );
        for (const [at, { charge, working }] of rows.entries()) {
          const [from = 0, booked = 0] = all[at] ?? [];
          if (from >= d || !hasMinimum) expect(charge).toEqual(plain[at]?.charge);
          else {
            const kept = booked + charge.amountCents;
            expect(isNearest(kept, BigInt(booked) * BigInt(least), 10_000n)).toBe(true);
            expect(working.rule).toBe('minimumEarned');
          }
        }
      }),
    );
  });

  it('gives back less the later it is, never more than was charged, and by short rate never more than pro rata', () => {
    const rules = fc.record({
      dayCount: fc.constantFrom('actual', 'fixed365'),
      factorPlaces: fc.constantFrom(null, 3, 4),
      unit: fc.constantFrom('cent', 'dollar'),
      shortRateTable: fc.constant(RULES.shortRateTable),
    });
    const share = fc.option(fc.integer({ min: 0, max: 10_000 }));
    const days = fc.tuple(fc.nat(364), fc.nat(364));
    fc.assert(
      fc.property(cents, days, method, rules, share, (premium, [a, b], how, by, least) => {
        const minimum = least === null ? null : ({ kind: 'share', basisPoints: least } as const);
        const returned = (d: number, terms: CancellationTerms): number =>
          0 - granted(cancellationCharges(premiumOf(premium), on(d), terms, by)).totalCents;
        const terms = { method: how, minimum };
        const [early, late] = [returned(Math.min(a, b), terms), returned(Math.max(a, b), terms)];
        expect(late).toBeLessThanOrEqual(early);
        expect(late).toBeGreaterThanOrEqual(0);
        expect(early).toBeLessThanOrEqual(premium);
        // A factor of few decimals can round the days down below what the table leaves, which has none.
        if (how === 'shortRateTable' && by.factorPlaces !== null) return;
        expect(returned(a, terms)).toBeLessThanOrEqual(returned(a, PRO_RATA));
      }),
    );
  });

  it('comes to the same when it was first cancelled from a later day', () => {
    fc.assert(
      fc.property(cents, endorsements, day, day, method, (premium, changes, a, b, how) => {
        fc.pre(a !== b);
        const term = layered(premium, changes);
        const terms = { method: how, minimum: null };
        const [first, second] = [on(Math.max(a, b)), on(Math.min(a, b))];
        const later = cancelled(term, granted(cancellationCharges(term, first, terms, RULES)));
        const twice = cancelled(later, granted(cancellationCharges(later, second, terms, RULES)));
        const once = cancelled(term, granted(cancellationCharges(term, second, terms, RULES)));
        expect(keptByRow(twice)).toEqual(keptByRow(once));
      }),
    );
  });

  it('says of every row how it came about', () => {
    const terms: CancellationTerms = { method: 'shortRate90', minimum: null };
    const result = granted(cancellationCharges(aChargedTerm(), '2025-08-01', terms, RULES));
    expect(result).toMatchObject({ elapsedDays: 181, termDays: 365, method: 'shortRate90' });
    expect(result.rows[0]).toMatchObject({
      charge: { amountCents: -226_849, of: { layer: 'bind', row: 0 } },
      working: {
        rule: 'shortRate90',
        ofCents: 500_000,
        factor: '997/1825',
        roundedTo: 'cent',
        givesCents: 273_151,
      },
      penaltyCents: 25_206,
    });
  });

  it('books no row of which nothing comes back', () => {
    const booked = [aCharge(), aCharge({ kind: 'fee', refundable: 'never', amountCents: 15_000 })];
    const term = aChargedTerm({ layers: [aLayer({ booked })] });
    const { rows } = granted(cancellationCharges(term, '2025-08-01', PRO_RATA, RULES));
    expect(rows.map(({ working }) => working.rule)).toEqual(['proRata', 'notRefundable']);
    expect(rowsToBook(rows).map(({ amountCents }) => amountCents)).toEqual([-252_055]);
  });

  it('earns no more than the charge where dollars would round it up', () => {
    const rules = { ...RULES, unit: 'dollar' } as const;
    const result = granted(cancellationCharges(premiumOf(160), '2026-01-31', PRO_RATA, rules));
    expect(amountsOf(result.rows)).toEqual([0]);
    expect(result.rows[0]?.working.givesCents).toBe(160);
  });

  it('rounds the factor of pro rata and of short rate by 90%, and that of the table never', () => {
    const rules = { ...RULES, factorPlaces: 3 } as const;
    const factors = CANCELLATION_METHODS.slice(1).map((how) => {
      const terms = { method: how, minimum: null };
      const { rows } = granted(cancellationCharges(aChargedTerm(), '2025-08-02', terms, rules));
      return rows[0]?.working.factor;
    });
    // 183/365 are left: 0.501.
    expect(factors).toEqual(['499/1000', '5491/10000', '3/5']);
  });

  it('gives nothing back from day 365 of a leap term that counts 365 days', () => {
    const term = aChargedTerm({ effectiveDate: '2024-01-01', expirationDate: '2025-01-01' });
    const rules = { ...RULES, dayCount: 'fixed365' } as const;
    for (const how of ['proRata', 'shortRate90', 'shortRateTable'] as const) {
      const terms = { method: how, minimum: null };
      const result = granted(cancellationCharges(term, '2024-12-31', terms, rules));
      expect(result.totalCents).toBe(0);
    }
  });

  it('has no minimum where the premium is not above zero', () => {
    const booked = [
      aCharge({ amountCents: -100_000, name: 'credit', refundable: 'never' }),
      aCharge({ amountCents: 50_000 }),
    ];
    const term = aChargedTerm({ layers: [aLayer({ booked })] });
    const minimum = { kind: 'amount', amountCents: 10_000 } as const;
    const result = granted(
      cancellationCharges(term, on(30), { method: 'proRata', minimum }, RULES),
    );
    expect(result.rows.map(({ working }) => working.rule)).toEqual(['notRefundable', 'proRata']);
  });

  it('counts premium that cannot come back towards the minimum', () => {
    const booked = [
      aCharge({ amountCents: 100_000, name: 'policyFee', refundable: 'never' }),
      aCharge({ amountCents: 300_000 }),
    ];
    const term = aChargedTerm({ layers: [aLayer({ booked })] });
    const minimum = { kind: 'share', basisPoints: 5_000 } as const;
    const result = granted(
      cancellationCharges(term, on(30), { method: 'proRata', minimum }, RULES),
    );
    expect(amountsOf(result.rows)).toEqual([0, -200_000]);
  });

  it('refuses a table for a term that is no year', () => {
    const term = aChargedTerm({ expirationDate: '2025-08-01' });
    const terms = { method: 'shortRateTable', minimum: null } as const;
    expect(cancellationCharges(term, '2025-05-01', terms, RULES)).toMatchObject({
      code: 'notOneYearTerm',
      found: 'a term of 181 days',
    });
  });
});

describe('how a cancellation is computed', () => {
  const rules = {
    methodForInsured: 'shortRate90',
    minimum: { kind: 'share', basisPoints: 2_500 },
    hasMinimumForInsurer: false,
  } as const;
  const { minimum } = rules;

  it.each<[string, CancellationCause, CancellationTerms]>([
    [
      'the insured goes',
      { source: 'insured', reason: 'other' },
      { method: 'shortRate90', minimum },
    ],
    ['the insurer goes', { source: 'insurer', reason: 'other' }, PRO_RATA],
    [
      'it is not taken',
      { source: 'insurer', reason: 'notTaken' },
      { method: 'flat', minimum: null },
    ],
    [
      'its first payment is dishonoured',
      { source: 'insurer', reason: 'dishonouredFirstPayment' },
      { method: 'flat', minimum: null },
    ],
    ['it is rewritten mid-term', { source: 'insured', reason: 'rewrittenMidTerm' }, PRO_RATA],
    ['nothing was paid', { source: 'insurer', reason: 'nonPayment' }, PRO_RATA],
  ])('when %s', (_, cause, terms) => {
    expect(cancellationTerms(cause, rules, null, null)).toEqual(terms);
  });

  it('keeps the way of the first cancellation when it is cancelled from an earlier day', () => {
    const cause = { source: 'insured', reason: 'other' } as const;
    expect(cancellationTerms(cause, rules, PRO_RATA, null)).toEqual(PRO_RATA);
  });

  it("can be decided in the insured's favour only", () => {
    const cause = { source: 'insured', reason: 'other' } as const;
    const lenient = (isProRata: boolean, isWithoutMinimum: boolean) =>
      cancellationTerms(cause, rules, null, {
        isProRata,
        isWithoutMinimum,
        by: 'underwriter',
        reason: 'a death in the family',
      });
    expect(lenient(true, true)).toEqual(PRO_RATA);
    expect(lenient(true, false)).toEqual({ method: 'proRata', minimum });
    expect(lenient(false, true)).toEqual({ method: 'shortRate90', minimum: null });
  });
});

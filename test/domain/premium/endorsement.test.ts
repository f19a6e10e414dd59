import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../../src/domain/calendar/civil-date.js';
import { sumCents } from '../../../src/domain/money/cents.js';
import type { Charge } from '../../../src/domain/money/charges.js';
import type { ChargedTerm } from '../../../src/domain/premium/charged-term.js';
import { endorsementCharges } from '../../../src/domain/premium/endorsement.js';
import { fullTermChangedBy, fullTermOn } from '../../../src/domain/premium/full-term.js';
import { aCharge } from '../../support/charges.js';
import { aChargedTerm, aLayer, amountsOf, endorsed, granted, RULES } from './charged-terms.js';
import { isNearest } from './exact.js';

const premium = (amountCents: number): readonly Charge[] => [aCharge({ amountCents })];
const premiumTerm = aChargedTerm({ layers: [aLayer({ booked: premium(500_000) })] });
const on = (elapsedDays: number): string => addDays('2025-02-01', elapsedDays);

/** New full-term figures, prorated. */
const change = (term: ChargedTerm, date: string, fullTerm: readonly Charge[]) =>
  granted(endorsementCharges(term, date, { fullTerm, asGiven: null }, RULES));
const changed = (term: ChargedTerm, date: string, fullTerm: readonly Charge[]): ChargedTerm =>
  endorsed(term, change(term, date, fullTerm));

describe('an endorsement', () => {
  it('charges the nearest cent to what is left of each difference', () => {
    const figure = fc.integer({ min: 0, max: 1_000_000_000 });
    const day = fc.nat(364);
    fc.assert(
      fc.property(figure, figure, day, (before, after, d) => {
        const term = aChargedTerm({ layers: [aLayer({ booked: premium(before) })] });
        const { totalCents } = change(term, on(d), premium(after));
        const exact = BigInt(after - before) * BigInt(365 - d);
        expect(isNearest(totalCents, exact, 365n)).toBe(true);
      }),
    );
  });

  it('is measured against the figures of its own day, and moves those of later changes', () => {
    const later = changed(premiumTerm, '2025-05-01', premium(620_000));
    const both = changed(later, '2025-03-01', premium(560_000));
    expect(both.layers.map(({ booked }) => sumCents(booked.map((row) => row.amountCents)))).toEqual(
      [500_000, 90_740, 55_397],
    );
    const figures = ['2025-02-28', '2025-03-01', '2025-05-01'].map((date) =>
      fullTermOn(both.layers, date).map(({ amountCents }) => amountCents),
    );
    expect(figures).toEqual([[500_000], [560_000], [680_000]]);
    expect(change(both, '2025-08-01', premium(680_000)).totalCents).toBe(0);
  });

  it('charges the same for the same changes, in whatever order they are booked', () => {
    const changes = fc.uniqueArray(
      fc.tuple(fc.nat(364), fc.integer({ min: -100_000, max: 1_000_000 })),
      { minLength: 1, maxLength: 6, selector: ([day]) => day },
    );
    const differently = (
      list: readonly (readonly [number, number])[],
    ): ReadonlyMap<number, number> => {
      let term = premiumTerm;
      const charged = new Map<number, number>();
      for (const [day, difference] of list) {
        const [figure] = fullTermOn(term.layers, on(day));
        const fullTerm = premium((figure?.amountCents ?? 0) + difference);
        charged.set(day, change(term, on(day), fullTerm).totalCents);
        term = changed(term, on(day), fullTerm);
      }
      return charged;
    };
    fc.assert(
      fc.property(changes, (list) => {
        expect(differently(list.toReversed())).toEqual(differently(list));
        const added = list.map(([, difference]) => difference);
        const end = list.reduce((term, [day, difference]) => {
          const [figure] = fullTermOn(term.layers, on(day));
          return changed(term, on(day), premium((figure?.amountCents ?? 0) + difference));
        }, premiumTerm);
        const figures = fullTermOn(end.layers, on(364)).map(({ amountCents }) => amountCents);
        expect(sumCents(figures)).toBe(500_000 + sumCents(added));
      }),
    );
  });

  it('moves the figures of another term by the same, where what it changed is charged there from the first day', () => {
    const move = fc.tuple(fc.nat(364), fc.integer({ min: 0, max: 1_000_000 }));
    const next = aChargedTerm({ layers: [aLayer({ booked: premium(700_000) })] });
    fc.assert(
      fc.property(fc.array(move, { minLength: 1, maxLength: 5 }), (moves) => {
        const old = moves.reduce(
          (term, [day, figure]) => changed(term, on(day), premium(figure)),
          premiumTerm,
        );
        const carried = old.layers.reduce((term, { transaction }) => {
          const asGiven = fullTermChangedBy(old.layers, transaction);
          const figures = { fullTerm: null, asGiven };
          return endorsed(term, granted(endorsementCharges(term, on(0), figures, RULES)));
        }, next);
        const inFull = (term: ChargedTerm) =>
          sumCents(fullTermOn(term.layers, on(364)).map(({ amountCents }) => amountCents));
        expect(inFull(carried) - inFull(next)).toBe(inFull(old) - 500_000);
      }),
    );
  });

  it('charges a new row from its day, and gives back one that falls away', () => {
    const texas = aCharge({ amountCents: 365_00 });
    const oklahoma = aCharge({ amountCents: 730_00, state: 'OK' });
    const term = aChargedTerm({ layers: [aLayer({ booked: [texas] })] });
    const { rows } = change(term, on(165), [oklahoma]);
    expect(rows.map(({ charge }) => [charge.state, charge.amountCents])).toEqual([
      ['OK', 400_00],
      ['TX', -200_00],
    ]);
  });

  it('says of every row how it came about', () => {
    const { rows, elapsedDays, termDays } = change(premiumTerm, '2025-05-01', premium(620_000));
    expect([elapsedDays, termDays]).toEqual([89, 365]);
    expect(rows[0]?.working).toEqual({
      rule: 'fullTermDifference',
      ofCents: 120_000,
      factor: '276/365',
      roundedTo: 'cent',
      givesCents: 90_740,
    });
  });

  it('rounds the factor where the product does', () => {
    const rules = { ...RULES, factorPlaces: 3 } as const;
    const figures = { fullTerm: premium(620_000), asGiven: null };
    const result = granted(endorsementCharges(premiumTerm, '2025-05-01', figures, rules));
    expect(result.rows[0]?.working.factor).toBe('189/250');
    expect(result.totalCents).toBe(90_720);
  });

  it('books what the source worked out as it was given', () => {
    const figures = { fullTerm: premium(620_000), asGiven: premium(90_000) };
    const result = granted(endorsementCharges(premiumTerm, '2025-05-01', figures, RULES));
    expect(amountsOf(result.rows)).toEqual([90_000]);
    expect(result.rows[0]?.working.rule).toBe('asGiven');
    const next = endorsed(premiumTerm, result);
    expect(change(next, '2025-06-01', premium(620_000)).totalCents).toBe(0);
  });

  it('is refused on a cancelled term, and before cover came back after a gap', () => {
    const figures = { fullTerm: premium(620_000), asGiven: null };
    const cancelled = { ...premiumTerm, cancelledOn: '2025-08-01' };
    expect(endorsementCharges(cancelled, '2025-05-01', figures, RULES)).toMatchObject({
      code: 'termNotInForce',
    });
    const back = aLayer({
      kind: 'reinstatement',
      transaction: 'reinstatement',
      effectiveDate: '2025-09-01',
      cancelledOn: '2025-08-01',
      booked: premium(209_589),
    });
    const term = { ...premiumTerm, layers: [...premiumTerm.layers, back] };
    expect(endorsementCharges(term, '2025-08-31', figures, RULES)).toMatchObject({
      code: 'outOfSequence',
      found: '2025-08-31',
    });
    expect(change(term, '2025-09-01', premium(620_000)).totalCents).toBe(50_301);
  });
});

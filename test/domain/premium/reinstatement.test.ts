import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../../src/domain/calendar/civil-date.js';
import { cancellationCharges } from '../../../src/domain/premium/cancellation.js';
import type { CancellationTerms } from '../../../src/domain/premium/refund-terms.js';
import type { ChargedTerm } from '../../../src/domain/premium/charged-term.js';
import { endorsementCharges } from '../../../src/domain/premium/endorsement.js';
import { rowsToBook } from '../../../src/domain/premium/worked-row.js';
import { aCharge, BASE_CHARGES } from '../../support/charges.js';
import {
  aChargedTerm,
  aLayer,
  amountsOf,
  cancelled,
  endorsed,
  granted,
  keptByRow,
  reinstated,
  reinstatementOf,
  RULES,
} from './charged-terms.js';

const PRO_RATA: CancellationTerms = { method: 'proRata', minimum: null };
const on = (elapsedDays: number): string => addDays('2025-02-01', elapsedDays);

const cancelledOn = (
  term: ChargedTerm,
  date: string,
  terms: CancellationTerms = PRO_RATA,
): ChargedTerm => cancelled(term, granted(cancellationCharges(term, date, terms, RULES)));
const backOn = (term: ChargedTerm, date: string): ChargedTerm =>
  reinstated(term, granted(reinstatementOf(term, date)));
const premiumTerm = aChargedTerm({ layers: [aLayer({ booked: [aCharge()] })] });

describe('a reinstatement without a gap', () => {
  it('nets every row to zero with the cancellations that it undoes, penalty and minimum with them', () => {
    const methods = fc.constantFrom('proRata', 'shortRate90', 'shortRateTable');
    const minimum = fc.constantFrom(null, { kind: 'share', basisPoints: 2_500 } as const);
    const day = fc.nat(364);
    fc.assert(
      fc.property(methods, minimum, day, day, (method, least, a, b) => {
        const terms = { method, minimum: least };
        const term = aChargedTerm();
        const first = cancelledOn(term, on(Math.max(a, b)), terms);
        const twice = a === b ? first : cancelledOn(first, on(Math.min(a, b)), terms);
        const back = backOn(twice, on(Math.min(a, b)));
        const booked = keptByRow(term);
        for (const [row, kept] of keptByRow(back)) expect(kept).toBe(booked.get(row));
      }),
    );
  });

  it('leaves a term that can be cancelled as if nothing had been', () => {
    const back = backOn(cancelledOn(aChargedTerm(), '2025-08-01'), '2025-08-01');
    const again = granted(cancellationCharges(back, '2025-10-01', PRO_RATA, RULES));
    const once = granted(cancellationCharges(aChargedTerm(), '2025-10-01', PRO_RATA, RULES));
    expect(amountsOf(again.rows)).toEqual(amountsOf(once.rows));
  });

  it('names the row that each of its rows charges again', () => {
    const { rows } = granted(
      reinstatementOf(cancelledOn(aChargedTerm(), '2025-08-01'), '2025-08-01'),
    );
    expect(rows.map(({ charge }) => charge.of)).toEqual(
      BASE_CHARGES.map((_, row) => ({ layer: 'bind', row })),
    );
    expect(rows[0]?.working).toMatchObject({ rule: 'reversal', givesCents: 252_055 });
  });
});

describe('a reinstatement with a gap', () => {
  it('is a layer of its own: a later cancellation gives back what is left of it, and no older row', () => {
    const back = backOn(cancelledOn(premiumTerm, '2025-08-01'), '2025-09-01');
    expect(back.layers.at(-1)?.booked.map(({ amountCents }) => amountCents)).toEqual([209_589]);
    const { rows } = granted(cancellationCharges(back, '2025-11-01', PRO_RATA, RULES));
    expect(rows.map(({ charge, working }) => [working.rule, charge.amountCents])).toEqual([
      ['endedBefore', 0],
      ['proRata', -126_027],
    ]);
  });

  it('gives back whole when the term is cancelled within the gap after all', () => {
    const back = backOn(cancelledOn(premiumTerm, '2025-08-01'), '2025-09-01');
    const { rows } = granted(cancellationCharges(back, '2025-08-15', PRO_RATA, RULES));
    expect(amountsOf(rows)).toEqual([0, -209_589]);
  });

  it('gives back all that is left when the term is cancelled from before the gap after all', () => {
    const back = backOn(cancelledOn(premiumTerm, '2025-08-01'), '2025-09-01');
    const { rows } = granted(cancellationCharges(back, '2025-07-01', PRO_RATA, RULES));
    // Of the first layer what CX-06b gives back more.
    expect(amountsOf(rows)).toEqual([-42_466, -209_589]);
  });

  it('leaves what was undone before it undone, however often the term is cancelled from its start', () => {
    const flat: CancellationTerms = { method: 'flat', minimum: null };
    const twice = cancelledOn(cancelledOn(premiumTerm, '2025-02-02'), '2025-02-01', flat);
    const whole = backOn(twice, '2025-02-01');
    const afterGap = backOn(cancelledOn(whole, '2025-02-02'), '2025-02-03');
    const kept = keptByRow(afterGap);
    const undone = backOn(cancelledOn(afterGap, '2025-02-01', flat), '2025-02-01');
    expect([...kept.values()]).toEqual([1_370, 497_260]);
    for (const [row, cents] of kept) expect(keptByRow(undone).get(row)).toBe(cents);
  });

  it('keeps what was earned when a stricter method comes to more before the gap', () => {
    const back = backOn(cancelledOn(premiumTerm, '2025-08-01'), '2025-09-01');
    const strict = { method: 'shortRate90', minimum: null } as const;
    const { rows } = granted(cancellationCharges(back, '2025-07-31', strict, RULES));
    // Short rate would have earned 2719.18 by then; what came back in August stays given back.
    expect(rows[0]).toMatchObject({
      charge: { amountCents: 0 },
      working: { rule: 'shortRate90', givesCents: 247_945 },
    });
  });

  it('never charges more again than came back, of every row', () => {
    const methods = fc.constantFrom('proRata', 'shortRate90', 'shortRateTable');
    const day = fc.nat(364);
    fc.assert(
      fc.property(methods, day, day, (method, a, b) => {
        fc.pre(a !== b);
        const [out, back] = [Math.min(a, b), Math.max(a, b)];
        const term = cancelledOn(aChargedTerm(), on(out), { method, minimum: null });
        const { rows } = granted(reinstatementOf(term, on(back)));
        const returned = granted(
          cancellationCharges(aChargedTerm(), on(out), { method, minimum: null }, RULES),
        );
        for (const [at, { charge }] of rows.entries()) {
          expect(charge.amountCents).toBeGreaterThanOrEqual(0);
          const back = 0 - (returned.rows[at]?.charge.amountCents ?? 0);
          expect(charge.amountCents).toBeLessThanOrEqual(back);
        }
      }),
    );
  });

  it('leaves a change that takes effect later at its day', () => {
    const figures = { fullTerm: [aCharge({ amountCents: 620_000 })], asGiven: null };
    const ahead = granted(endorsementCharges(premiumTerm, '2025-10-01', figures, RULES));
    const back = backOn(cancelledOn(endorsed(premiumTerm, ahead), '2025-08-01'), '2025-09-01');
    expect(back.layers.at(-1)?.booked.map(({ from, amountCents }) => [from, amountCents])).toEqual([
      [undefined, 209_589],
      ['2025-10-01', ahead.totalCents],
    ]);
    const { rows } = granted(cancellationCharges(back, '2025-09-15', PRO_RATA, RULES));
    expect(rows.at(-1)).toMatchObject({
      charge: { amountCents: -ahead.totalCents },
      working: { rule: 'neverTookEffect' },
    });
  });

  it('is prorated by the day count and the decimals of the product', () => {
    const term = cancelledOn(premiumTerm, '2025-08-01');
    const { rows } = granted(reinstatementOf(term, '2025-09-01', { ...RULES, factorPlaces: 3 }));
    expect(rows[0]).toMatchObject({
      charge: { amountCents: 209_500 },
      working: { rule: 'remainingDays', factor: '419/1000', ofCents: 500_000 },
    });
  });

  it('can follow another one, but not within the days before it', () => {
    const back = backOn(cancelledOn(premiumTerm, '2025-08-01'), '2025-09-01');
    const later = cancelledOn(back, '2025-10-01');
    expect(amountsOf(granted(reinstatementOf(later, '2025-11-01')).rows)).toEqual([126_027]);
    const before = cancelledOn(back, '2025-07-01');
    expect(reinstatementOf(before, '2025-08-15')).toMatchObject({
      code: 'gapNotAllowed',
      allowed: '2025-07-01, or 2025-09-01 and later',
    });
    const undone = granted(reinstatementOf(before, '2025-07-01'));
    expect(amountsOf(undone.rows)).toEqual([42_466, 209_589]);
  });
});

describe('every reinstatement', () => {
  it('can cost a fee, which no cancellation gives back', () => {
    const rules = {
      ...RULES,
      fee: {
        name: 'reinstatementFee',
        line: null,
        state: 'TX',
        amountCents: 2_500,
        isTaxable: false,
      },
    };
    const out = cancelledOn(premiumTerm, '2025-08-01');
    const result = granted(reinstatementOf(out, '2025-08-01', rules));
    expect(amountsOf(result.rows)).toEqual([252_055, 2_500]);
    expect(result.totalCents).toBe(254_555);
    expect(rowsToBook(result.rows).at(-1)).toMatchObject({ kind: 'fee', refundable: 'never' });
    const again = granted(
      cancellationCharges(reinstated(out, result), '2025-08-01', PRO_RATA, RULES),
    );
    expect(amountsOf(again.rows)).toEqual([-252_055, 0]);
  });
});

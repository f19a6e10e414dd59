import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../../src/domain/calendar/civil-date.js';
import { cancellationCharges } from '../../../src/domain/premium/cancellation.js';
import { isRefusal } from '../../../src/domain/machine/refusals.js';
import { standingRows, type ChargedTerm } from '../../../src/domain/premium/charged-term.js';
import { endorsementCharges } from '../../../src/domain/premium/endorsement.js';
import { CANCELLATION_METHODS } from '../../../src/domain/premium/short-rate.js';
import { aCharge } from '../../support/charges.js';
import {
  aChargedTerm,
  cancelled,
  endorsed,
  keptByRow,
  reinstated,
  reinstatementOf,
  RULES,
} from './charged-terms.js';

const on = (day: number): string => addDays('2025-02-01', day);
const day = fc.nat(364);
const kinds = ['premium', 'tax', 'fee'] as const;

/** What may happen to a term; what the rules refuse has not happened. */
const happening = fc.oneof(
  fc.record({
    kind: fc.constant('endorse'),
    day,
    figures: fc.tuple(...kinds.map(() => fc.integer({ min: 0, max: 10_000_000 }))),
  }),
  fc.record({
    kind: fc.constant('cancel'),
    day,
    method: fc.constantFrom(...CANCELLATION_METHODS),
    basisPoints: fc.option(fc.integer({ min: 0, max: 10_000 })),
  }),
  fc.record({ kind: fc.constant('reinstate'), gapDays: fc.oneof(fc.constant(0), fc.nat(90)) }),
);
type Happening = typeof happening extends fc.Arbitrary<infer T> ? T : never;

const rules = fc.record({
  dayCount: fc.constantFrom('actual', 'fixed365'),
  factorPlaces: fc.constantFrom(null, 3, 4),
  unit: fc.constantFrom('cent', 'dollar'),
  shortRateTable: fc.constant(RULES.shortRateTable),
});
type Rules = typeof rules extends fc.Arbitrary<infer T> ? T : never;

function after(term: ChargedTerm, what: Happening, by: Rules): ChargedTerm {
  if (what.kind === 'endorse') {
    const fullTerm = kinds.map((kind, at) => aCharge({ kind, amountCents: what.figures[at] ?? 0 }));
    const result = endorsementCharges(term, on(what.day), { fullTerm, asGiven: null }, by);
    return isRefusal(result) ? term : endorsed(term, result);
  }
  if (what.kind === 'cancel') {
    const { method, basisPoints } = what;
    const minimum = basisPoints === null ? null : ({ kind: 'share', basisPoints } as const);
    const result = cancellationCharges(term, on(what.day), { method, minimum }, by);
    return isRefusal(result) ? term : cancelled(term, result);
  }
  const back = addDays(term.cancelledOn ?? '2025-02-01', what.gapDays);
  const result = reinstatementOf(term, back, by);
  return isRefusal(result) ? term : reinstated(term, result);
}

describe('whatever happens to a term', () => {
  it('never gives back more of a row than was charged, and a cancellation from its start gives back all', () => {
    const all = fc.array(happening, { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(all, rules, (happenings, by) => {
        const term = happenings.reduce((so, what) => after(so, what, by), aChargedTerm());
        const kept = keptByRow(term);
        for (const { name, charge, keptCents } of standingRows(term)) {
          expect(keptCents).toBe(kept.get(`${name.layer} ${name.row}`));
          const [low, high] = [charge.amountCents, 0].sort((a, b) => a - b);
          expect(keptCents).toBeGreaterThanOrEqual(low ?? 0);
          expect(keptCents).toBeLessThanOrEqual(high ?? 0);
        }
        if (term.cancelledOn === '2025-02-01') return;
        const flat = cancellationCharges(term, '2025-02-01', { method: 'flat', minimum: null }, by);
        if (isRefusal(flat)) throw new Error(flat.text);
        for (const cents of keptByRow(cancelled(term, flat)).values()) expect(cents).toBe(0);
      }),
      { numRuns: 200 },
    );
  });

  it('a reinstatement without a gap nets with what it undoes, whatever came before', () => {
    const all = fc.array(happening, { maxLength: 8 });
    const cancellation = fc.tuple(day, fc.constantFrom(...CANCELLATION_METHODS));
    fc.assert(
      fc.property(all, cancellation, rules, (happenings, [d, method], by) => {
        const term = happenings.reduce((so, what) => after(so, what, by), aChargedTerm());
        fc.pre(term.cancelledOn === null);
        const out = after(term, { kind: 'cancel', day: d, method, basisPoints: null }, by);
        const back = after(out, { kind: 'reinstate', gapDays: 0 }, by);
        for (const [row, cents] of keptByRow(term)) expect(keptByRow(back).get(row)).toBe(cents);
      }),
      { numRuns: 500 },
    );
  });
});

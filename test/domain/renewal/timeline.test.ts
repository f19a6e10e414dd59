import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { productRenewal } from '../../../src/config/product-renewal.js';
import { addDays } from '../../../src/domain/calendar/civil-date.js';
import { isRefusal } from '../../../src/domain/machine/refusals.js';
import { nonRenewalLead, renewalTimeline } from '../../../src/domain/renewal/timeline.js';
import { lateOfferAdvice } from '../../../src/domain/renewal/late-offer-money.js';
import { family, noticeRows } from '../vectors.js';

const RULES = {
  flow: 'bindAndCancel',
  practiceDays: 10,
  concurrencyDays: 5,
  recheckDaysBefore: [80, 75],
  issueDaysBefore: 30,
  offerDaysBefore: 45,
  offerPayableDays: 0,
} as const;
/** By the names of the reference, all of which no one vector has. */
interface Inputs {
  readonly expiry: string;
  readonly notice: number;
  readonly practice: number;
  readonly concurrency: number;
  readonly checks: readonly number[];
  readonly issue: number;
  readonly least: number;
  readonly most?: number;
  readonly termEffective: string;
  readonly jurisdiction: string;
  readonly lines: readonly string[];
}
const END = '2026-02-01';
const lead = (minDays: number, maxDays: number | null = null, mailingDays = 0) => ({
  ...{ minDays, maxDays, mailingDays },
});
const vector = (id: string) => {
  const found = family(id.slice(0, 2)).find((one) => one.id === id);
  if (!found) throw new Error(`no vector ${id}`);
  return { inputs: found.inputs as unknown as Inputs, expected: found.expected };
};

describe('the days of a renewal', () => {
  it('are those of the reference: RN 2, and of the notices NT 5', () => {
    expect(family('RN').map(({ id }) => id)).toEqual(['RN-01', 'RN-02']);
    const ids = ['NT-04a', 'NT-04b', 'NT-05', 'NT-18i', 'NT-18j'];
    expect(
      family('NT')
        .filter(({ rule, inputs }) => rule === 'noticeWindow' || inputs['action'] === 'nonRenew')
        .map(({ id }) => id),
    ).toEqual(ids);
  });

  it('RN-01: it starts before the law, the practice and what is under way need it', () => {
    const { inputs, expected } = vector('RN-01');
    const { expiry, notice, practice, concurrency } = inputs;
    const rules = { ...RULES, practiceDays: practice, concurrencyDays: concurrency };
    expect(renewalTimeline(expiry, lead(notice), rules).startOn).toBe(expected['start']);
  });

  it('RN-02: it is looked at again, and bound', () => {
    const { inputs, expected } = vector('RN-02');
    const { expiry, checks, issue } = inputs;
    const rules = { ...RULES, recheckDaysBefore: checks, issueDaysBefore: issue };
    const { recheckOn, issueOn } = renewalTimeline(expiry, lead(60), rules);
    expect({ checks: recheckOn, issue: issueOn }).toEqual(expected);
  });

  it.each(['NT-04a', 'NT-04b', 'NT-05'])('%s: the notice is in time on these days', (id) => {
    const { inputs, expected } = vector(id);
    const { expiry, least, most = null } = inputs;
    const { nonRenewal } = renewalTimeline(expiry, lead(least, most), RULES);
    expect(nonRenewal).toEqual({ from: null, ...expected });
  });

  it.each(['NT-18i', 'NT-18j'])('%s: the law of the state says how long', (id) => {
    const { inputs, expected } = vector(id);
    const { termEffective, jurisdiction, lines } = inputs;
    const found = nonRenewalLead(
      { rows: noticeRows, mailingStates: [] },
      {
        ...{ termEffective, jurisdiction, isAdmitted: true },
        lines: lines.map((line) => ({ line, classes: [] })),
      },
    );
    expect(
      isRefusal(found) ? { refused: found.code } : { min: found.minDays, max: found.maxDays },
    ).toEqual(expected);
  });

  it('count the days of mailing that a law adds', () => {
    const { startOn, nonRenewal } = renewalTimeline(END, lead(60, null, 5), RULES);
    expect([startOn, nonRenewal.by]).toEqual(['2025-11-13', '2025-11-28']);
  });

  it('of an offer are other ones than of a renewal that binds by itself', () => {
    const offered = renewalTimeline(END, lead(60), { ...RULES, flow: 'offer' });
    expect(offered).toMatchObject({ offerOn: '2025-12-18', issueOn: null, payableUntil: END });
    for (const flow of ['bindAndCancel', 'confirmed'] as const) {
      const bound = renewalTimeline(END, lead(60), { ...RULES, flow });
      expect(bound).toMatchObject({ offerOn: null, issueOn: '2026-01-02', payableUntil: null });
    }
  });

  it('come in their order, from any end and by any product file that is taken', () => {
    const end = fc.integer({ min: 0, max: 4000 }).map((days) => addDays('2024-01-01', days));
    const days = fc.integer({ min: 0, max: 400 });
    const law = fc.record({
      minDays: fc.integer({ min: 0, max: 120 }),
      mailingDays: fc.integer({ min: 0, max: 10 }),
      more: fc.option(fc.integer({ min: 0, max: 60 })),
    });
    const file = fc
      .record({
        flow: fc.constantFrom('bindAndCancel', 'offer', 'confirmed'),
        practiceDays: days,
        concurrencyDays: days,
        recheckDaysBefore: fc
          .uniqueArray(fc.integer({ min: 1, max: 400 }), { maxLength: 5 })
          .map((list) => list.toSorted((one, other) => other - one)),
        issueDaysBefore: days,
        offerDaysBefore: days,
        offerPayableDays: fc.integer({ min: -400, max: 400 }),
      })
      .map((read) => productRenewal.safeParse(read))
      .filter(({ success }) => success);
    fc.assert(
      fc.property(end, law, file, (expiration, { minDays, mailingDays, more }, { data }) => {
        if (data === undefined) throw new Error('the file is taken');
        const maxDays = more === null ? null : minDays + mailingDays + more;
        const found = renewalTimeline(expiration, { minDays, maxDays, mailingDays }, data);
        const { startOn, recheckOn, offerOn, issueOn, payableUntil, nonRenewal } = found;
        expect(found.expiresOn).toBe(expiration);
        // It starts early enough for a notice that is in time.
        expect(startOn <= nonRenewal.by).toBe(true);
        expect(nonRenewal.by <= expiration).toBe(true);
        expect(nonRenewal.from === null || nonRenewal.from <= nonRenewal.by).toBe(true);
        expect(recheckOn).toEqual(recheckOn.toSorted());
        expect(recheckOn.every((day) => day < expiration)).toBe(true);
        // It is offered or bound, and never both; the new term is bound before it begins.
        expect([offerOn, issueOn].filter((day) => day !== null)).toHaveLength(1);
        expect((issueOn ?? offerOn ?? '') <= expiration).toBe(true);
        expect(payableUntil === null).toBe(offerOn === null);
        expect(payableUntil === null || (offerOn ?? '') < payableUntil).toBe(true);
      }),
    );
  });

  it.each([
    [-10, '2026-01-22'],
    [0, END],
    [20, '2026-02-21'],
  ])('D34: an offer can be paid %i days after the new term begins', (offerPayableDays, until) => {
    const rules = { ...RULES, flow: 'offer', offerPayableDays } as const;
    expect(renewalTimeline(END, lead(60), rules).payableUntil).toBe(until);
  });
});

describe('money after an offer was not taken', () => {
  const vectors = family('LP').filter(({ rule }) => rule === 'lateRenewal');
  it('has five vectors', () => {
    expect(vectors).toHaveLength(5);
  });
  it.each(vectors)('$id: renews as the product says $note', ({ inputs, expected }) => {
    const { expiry, within, paidOn } = inputs as { expiry: string; within: number; paidOn: string };
    const advice = lateOfferAdvice({ lateDays: within }, expiry, paidOn);
    expect({ accepted: advice !== null, ...advice }).toEqual(expected);
  });

  it('goes back where the product says nothing of it', () => {
    expect(lateOfferAdvice({ lateDays: null }, END, '2026-02-02')).toBeNull();
  });
});

import { describe, expect, it } from 'vitest';
import {
  doneByHand,
  type ByHandRules,
  type HeldTransaction,
  type KnownTerm,
} from '../../../src/domain/mid-term/by-hand.js';
import type { HeldAmount } from '../../../src/domain/mid-term/attributed.js';
import { PLAIN } from '../../../src/domain/premium/charge-row.js';
import { standingRows } from '../../../src/domain/premium/charged-term.js';
import { aCharge } from '../../support/charges.js';
import { aChargedTerm, aLayer, RULES } from '../premium/charged-terms.js';

const LINE = 'd2dd2a3a-b6e5-59a8-a28f-2d1367844168';

const HOUSE: ByHandRules = {
  names: {
    lines: [{ key: 'general-liability', lineGuid: LINE.toUpperCase() }],
    charges: [
      { charge: 'premium', state: 'TX', code: 101 },
      { charge: 'surplusLinesTax', state: 'TX', code: 201 },
      { charge: 'stampingFee', state: 'TX', code: 202 },
    ],
    rules: { ...PLAIN, oneTimeCharges: { surplusLinesTax: 'tax', stampingFee: 'fee' } },
    state: 'TX',
  },
  refund: RULES,
  lateMoneyDays: 30,
  paymentDeadline: '2025-09-01T04:59:59.999Z',
};

const premium = (amountCents: number, chargeCode = 101): HeldAmount => ({
  lineGuid: LINE,
  chargeCode,
  amountCents,
  isFee: false,
});

type Booked = Pick<HeldTransaction, 'kind' | 'effectiveDate'> & {
  readonly amounts?: readonly HeldAmount[];
  readonly quoteGuid?: string;
  readonly isBound?: boolean;
};

/** What the policy system holds besides the original, oldest first: quotes Q1, Q2 and so on. */
function found(term: KnownTerm, booked: readonly Booked[]): ReturnType<typeof doneByHand> {
  const original = { quoteGuid: 'Q0', kind: 'original', effectiveDate: '2025-02-01' } as const;
  const transactions = booked.map((one, at) => ({
    kind: one.kind,
    effectiveDate: one.effectiveDate,
    quoteGuid: one.quoteGuid ?? `Q${at + 1}`,
    boundOn: one.isBound === false ? null : one.effectiveDate,
  }));
  return doneByHand(
    term,
    {
      effectiveDate: '2025-02-01',
      transactions: [{ ...original, boundOn: '2025-01-20' }, ...transactions],
      amountsOf: (guid) =>
        booked.find((one, at) => (one.quoteGuid ?? `Q${at + 1}`) === guid)?.amounts ?? [],
    },
    HOUSE,
  );
}

const CANCELLED: Booked = {
  kind: 'cancellation',
  effectiveDate: '2025-08-01',
  amounts: [premium(-252_055), premium(-12_225, 201)],
};

/** An endorsement that Bindery booked: 1000.00 more from May on. */
const ENDORSED = aLayer({
  kind: 'endorsement',
  transaction: 'endorsement:POL-1:1',
  effectiveDate: '2025-05-01',
  booked: [aCharge({ amountCents: 100_000 })],
  quoteGuid: 'Q1',
});

describe('what was done by hand in the policy system', () => {
  it('is nothing where the term knows every booking, and where a change is not bound', () => {
    const term = aChargedTerm({ layers: [aLayer(), ENDORSED] });
    const open: Booked = { kind: 'endorsement', effectiveDate: '2025-06-01', isBound: false };
    expect(found(term, [{ kind: 'endorsement', effectiveDate: '2025-05-01' }, open])).toEqual([]);
  });

  it('is not what an earlier version told the term without the id of the policy system', () => {
    const { quoteGuid, ...nameless } = ENDORSED;
    expect(quoteGuid).toBe('Q1');
    const term = aChargedTerm({ layers: [aLayer(), nameless] });
    const again: Booked = { kind: 'endorsement', effectiveDate: '2025-05-01' };
    expect(found(term, [again])).toEqual([]);
    expect(found(term, [again, again]).map((one) => one.quoteGuid)).toEqual(['Q2']);
  });

  it('returns of a cancellation the rows that it is about, to the cent, by days where that fits', () => {
    const term = aChargedTerm({ layers: [aLayer(), ENDORSED] });
    const [cancellation] = found(term, [
      { kind: 'endorsement', effectiveDate: '2025-05-01' },
      { kind: 'cancellation', effectiveDate: '2025-08-01', amounts: [premium(-300_001)] },
    ]);
    expect(cancellation?.event).toMatchObject({
      kind: 'cancelled',
      transaction: 'by-hand:Q2',
      quoteGuid: 'Q2',
      effectiveDate: '2025-08-01',
      rescind: null,
      lateMoneyDue: '2025-08-31',
    });
    const rows = cancellation?.event?.charges ?? [];
    expect(rows.map(({ of, amountCents }) => [of?.layer, of?.row, amountCents])).toEqual([
      ['bind', 0, -250_001],
      ['endorsement:POL-1:1', 0, -50_000],
    ]);
  });

  it('comes out even when what was cancelled by hand is reinstated by hand', () => {
    const findings = found(aChargedTerm(), [
      CANCELLED,
      {
        kind: 'reinstatement',
        effectiveDate: '2025-08-01',
        amounts: [premium(252_055), premium(12_225, 201)],
      },
    ]);
    expect(findings.map(({ event, why }) => [event?.kind, why])).toEqual([
      ['cancelled', null],
      ['reinstated', null],
    ]);
    const [back, again] = findings.map(({ event }) => event?.charges ?? []);
    const after = aChargedTerm({
      layers: [aLayer(), aLayer({ kind: 'reinstatement', transaction: 'x', booked: again ?? [] })],
      returns: [{ effectiveDate: '2025-08-01', booked: back ?? [] }],
    });
    expect(standingRows(after).map(({ keptCents }) => keptCents)).toEqual([500_000, 24_250, 200]);
    expect(standingRows(after).every(({ returnedCents }) => returnedCents === 0)).toBe(true);
  });

  it('finds the way of a cancellation by what it comes to', () => {
    const termsOf = (amountCents: number) => {
      const plain = aChargedTerm({ layers: [aLayer({ booked: [aCharge()] })] });
      const amounts = [premium(amountCents)];
      const [one] = found(plain, [{ kind: 'cancellation', effectiveDate: '2025-08-01', amounts }]);
      return one?.event?.kind === 'cancelled' ? one.event.terms.method : null;
    };
    // 184 of 365 days are left of 5000.00; short rate leaves nine tenths of that.
    expect(termsOf(-252_055)).toBe('proRata');
    expect(termsOf(-226_849)).toBe('shortRate90');
    expect(termsOf(-123_456)).toBe('proRata');
  });

  it('moves the figures of the whole term by what an endorsement charged for the rest of it', () => {
    const amounts = [premium(50_411)];
    const [one] = found(aChargedTerm(), [
      { kind: 'endorsement', effectiveDate: '2025-08-01', amounts },
    ]);
    expect(one).toMatchObject({ kind: 'endorsement', totalCents: 50_411, why: null });
    const figures = one?.event?.kind === 'endorsed' ? one.event.fullTerm : [];
    expect(figures.find(({ kind }) => kind === 'premium')?.amountCents).toBe(600_000);
  });

  it.each([
    ['an audit', { kind: 'other', effectiveDate: '2025-05-01' }, 'does not make'],
    [
      'a number that no charge has',
      { kind: 'endorsement', effectiveDate: '2025-05-01', amounts: [premium(1, 999)] },
      'no charge with the number 999',
    ],
    [
      'a line that is none of the product',
      {
        kind: 'endorsement',
        effectiveDate: '2025-05-01',
        amounts: [{ ...premium(1), lineGuid: 'another' }],
      },
      'its line another is none of the product',
    ],
    [
      'a return of more than was charged',
      { kind: 'cancellation', effectiveDate: '2025-05-01', amounts: [premium(-500_001)] },
      'more than the term was charged',
    ],
    [
      'a reinstatement of a term in force',
      { kind: 'reinstatement', effectiveDate: '2025-05-01' },
      'not cancelled',
    ],
  ] as const)('is said and not told where it is %s', (_what, booked: Booked, why) => {
    const [one] = found(aChargedTerm(), [booked]);
    expect(one?.event).toBeNull();
    expect(one?.why).toContain(why);
  });

  it('waits for what cannot be understood before it, but for no audit', () => {
    const unknown: Booked = {
      kind: 'endorsement',
      effectiveDate: '2025-05-01',
      amounts: [premium(1, 999)],
    };
    const after = found(aChargedTerm(), [unknown, CANCELLED])[1];
    expect(after).toMatchObject({ event: null, quoteGuid: 'Q2' });
    expect(after?.why).toContain('comes after Q1');
    const audit: Booked = { kind: 'other', effectiveDate: '2025-05-01' };
    expect(found(aChargedTerm(), [audit, CANCELLED])[1]?.event?.kind).toBe('cancelled');
  });

  it('is only said where a booking that the term knows is bound no more', () => {
    const term = aChargedTerm({ layers: [aLayer(), ENDORSED] });
    const unbound: Booked = { kind: 'endorsement', effectiveDate: '2025-05-01', isBound: false };
    const findings = found(term, [unbound, CANCELLED]);
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({ quoteGuid: 'Q1', event: null, totalCents: 100_000 });
    expect(findings[0]?.why).toContain('does not hold it as bound any more');
  });
});

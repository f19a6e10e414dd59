import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareTerm } from '../../../src/domain/reconciliation/compare.js';
import {
  DIFFERENCE_CODES,
  differenceText,
  type DifferenceCode,
} from '../../../src/domain/reconciliation/difference.js';
import { receivedBefore } from '../../../src/domain/read-back/received.js';
import { agreeingBooks, DAYS, type Books, type TermShape } from './agreeing-books.js';

type Statement = NonNullable<Books['billing']['statement']>;

/** Somebody spoils one book; the code under which that is to be found. */
const PLANTS: Readonly<Partial<Record<DifferenceCode, (books: Books, cents: number) => Books>>> = {
  datesInPolicySystem: (books) => inPolicySystem(books, { expirationDate: '2028-03-01' }),
  doneByHand: (books) =>
    inPolicySystem(books, {
      bookings: [
        ...books.policySystem.bookings,
        {
          quoteGuid: 'by-hand',
          kind: 'endorsement',
          effectiveDate: '2027-12-01',
          rows: [],
          invoicedCents: 0,
        },
      ],
    }),
  cancellationInPolicySystem: ({ term, billing, ...books }) => ({
    ...books,
    term: { ...term, cancelledOn: '2027-12-15' },
    billing: { ...billing, cancelledOn: '2027-12-15' },
  }),
  premiumInPolicySystem: (books, cents) =>
    inOriginal(books, ({ rows, ...original }) => ({
      ...original,
      rows: (rows ?? []).map((row, at) =>
        at === 0 ? { ...row, amountCents: row.amountCents + cents } : row,
      ),
    })),
  invoicesInPolicySystem: (books, cents) =>
    inOriginal(books, (original) => ({
      ...original,
      invoicedCents: (original.invoicedCents ?? 0) + cents,
    })),
  datesInBilling: (books) => inBilling(books, { effectiveDate: '2027-01-01' }),
  cancellationInBilling: (books) => inBilling(books, { cancelledOn: '2027-06-06' }),
  chargesInBilling: (books, cents) =>
    inStatement(
      inBilling(books, { chargedCents: books.billing.chargedCents + cents }),
      ({ charges, invoicedCents, ...statement }) => ({
        ...statement,
        charges: charges.map((row, at) =>
          at === 0 ? { ...row, amountCents: row.amountCents + cents } : row,
        ),
        invoicedCents: invoicedCents + cents,
      }),
    ),
  invoicesInBilling: (books, cents) =>
    inStatement(books, (statement) => ({
      ...statement,
      invoicedCents: statement.invoicedCents + cents,
    })),
  moneyInBilling: (books, cents) =>
    inStatement(
      inBilling(books, { receivedCents: books.billing.receivedCents + cents }),
      (statement) => ({
        ...statement,
        payments: [...statement.payments, { paymentId: 'UNTOLD', amountCents: cents }],
      }),
    ),
  confirmation: (books) => inBilling(books, { isConfirmed: !books.billing.isConfirmed }),
};
/** What the policy system has that the term does not know makes the rest of its amounts differ; that is not said again. */
const FOLLOWS_FROM_BY_HAND: readonly DifferenceCode[] = [
  'cancellationInPolicySystem',
  'premiumInPolicySystem',
  'invoicesInPolicySystem',
];

const cents = () => fc.integer({ min: -500_000, max: 2_000_000 }).filter((one) => one !== 0);
const shape: fc.Arbitrary<TermShape> = fc.record({
  amounts: fc.array(fc.array(cents(), { minLength: 1, maxLength: 3 }), {
    minLength: 1,
    maxLength: 4,
  }),
  isCancelled: fc.boolean(),
  isConfirmed: fc.boolean(),
  payments: fc.array(fc.integer({ min: 1, max: 500_000 }), { maxLength: 4 }),
});
const planted = fc.subarray(Object.keys(PLANTS) as DifferenceCode[]);

const compared = ({ term, policySystem, billing }: Books) =>
  compareTerm({
    term,
    policySystem: { kind: 'read', books: policySystem },
    billing: { kind: 'read', books: billing },
  });

describe('a term in three systems', () => {
  it('differs in nothing where all hold the same, whatever was booked', () => {
    fc.assert(
      fc.property(shape, (given) => {
        expect(compared(agreeingBooks(given))).toEqual([]);
      }),
    );
  });

  it('A112: differs in exactly what was planted, however much at once, and from a cent on', () => {
    fc.assert(
      fc.property(shape, planted, cents(), (given, codes, by) => {
        const books = codes.reduce(
          (spoilt, code) => PLANTS[code]?.(spoilt, by) ?? spoilt,
          agreeingBooks(given),
        );
        const hidden = codes.includes('doneByHand') ? FOLLOWS_FROM_BY_HAND : [];
        const found = compared(books).map(({ code }) => code);
        expect(found.toSorted()).toEqual(codes.filter((one) => !hidden.includes(one)).toSorted());
      }),
    );
  });

  it('is repaired by itself only where that takes nothing away from anybody', () => {
    fc.assert(
      fc.property(shape, planted, cents(), (given, codes, by) => {
        const books = codes.reduce(
          (spoilt, code) => PLANTS[code]?.(spoilt, by) ?? spoilt,
          agreeingBooks(given),
        );
        for (const { code, repair } of compared(books)) {
          const isBehind = code === 'confirmation' && books.term.isConfirmed;
          const wanted = isBehind ? 'acknowledge' : code === 'doneByHand' ? 'sync' : undefined;
          expect([code, repair?.kind]).toEqual([code, wanted]);
        }
      }),
    );
  });

  it('is missing where a system does not have it, and nothing else is said of that system', () => {
    const { term } = agreeingBooks(ONE);
    const found = compareTerm({
      term,
      policySystem: { kind: 'unknown' },
      billing: { kind: 'unknown' },
    });
    expect(found.map(({ code, repair }) => [code, repair])).toEqual([
      ['missingInPolicySystem', null],
      ['missingInBilling', { kind: 'book', transaction: 'new-business:triton:S-1' }],
    ]);
  });

  it('is not booked again by itself where nobody here has bound it', () => {
    const { term, policySystem } = agreeingBooks(ONE);
    const [original, ...others] = term.bookings;
    if (original === undefined) throw new Error('it has an original');
    const bookings = [{ ...original, transaction: 'by-hand:guid-0' }, ...others];
    const found = compareTerm({
      term: { ...term, bookings },
      policySystem: { kind: 'read', books: policySystem },
      billing: { kind: 'unknown' },
    });
    expect(found).toMatchObject([{ code: 'missingInBilling', repair: null }]);
  });

  it('has received the same where it was opened with the money of billing as one payment', () => {
    const shape = { amounts: [[100]], isCancelled: false, isConfirmed: true, payments: [40, 2, 7] };
    const { term, policySystem, billing } = agreeingBooks(shape);
    const [, , since] = term.money ?? [];
    if (since === undefined) throw new Error('there is no third payment');
    const received = { paymentId: receivedBefore(term), amountCents: 42 };
    const codesFor = (amountCents: number) =>
      compareTerm({
        term: { ...term, money: [{ ...received, amountCents }, since] },
        policySystem: { kind: 'read', books: policySystem },
        billing: { kind: 'read', books: billing },
      }).map(({ code }) => code);
    expect(codesFor(42)).toEqual([]);
    expect(codesFor(43)).toEqual(['moneyInBilling']);
  });

  it('is not compared with a system that cannot be asked, or that does not bill it', () => {
    const { term, billing } = agreeingBooks(ONE);
    const spoilt = { ...billing, chargedCents: 1 };
    const read = { kind: 'read', books: spoilt } as const;
    const policySystem = { kind: 'notCompared' } as const;
    expect(compareTerm({ term, policySystem, billing: { kind: 'notCompared' } })).toEqual([]);
    const unbilled = { ...term, isBilled: false };
    expect(compareTerm({ term: unbilled, policySystem, billing: read })).toEqual([]);
  });

  it('is compared by totals where billing has no statements', () => {
    const books = agreeingBooks(ONE);
    const billing = { ...books.billing, statement: null };
    expect(compared({ ...books, billing })).toEqual([]);
    const dearer = { ...billing, chargedCents: billing.chargedCents + 1 };
    expect(compared({ ...books, billing: dearer })).toMatchObject([
      { code: 'chargesInBilling', sides: [{ what: 'charged' }] },
    ]);
  });

  it('has audits of the policy system passed over once a person was told of them', () => {
    const books = agreeingBooks(ONE);
    const audit = {
      quoteGuid: 'audit',
      kind: 'other',
      effectiveDate: DAYS.effectiveDate,
      rows: [],
      invoicedCents: 0,
    } as const;
    const bookings = [...books.policySystem.bookings, audit];
    const audited = { ...books, policySystem: { ...books.policySystem, bookings } };
    expect(compared(audited)).toMatchObject([{ code: 'doneByHand' }]);
    const told = { ...audited, term: { ...books.term, passedOver: ['audit'] } };
    expect(compared(told)).toEqual([]);
  });
});

it.each(DIFFERENCE_CODES)('a person is told both sides of %s, and how it is settled', (code) => {
  const sides = [{ what: 'premium TX', there: '1.00', here: '2.00' }];
  const text = differenceText(
    { code, sides, repair: null },
    { policyNumber: 'P-1', termNumber: 2 },
  );
  expect(text).toMatch(
    /^[A-Z].* \(term P-1-2\)\. premium TX: 1\.00 in .*, 2\.00 here\. [A-Z].*\.$/,
  );
});

const ONE: TermShape = {
  amounts: [[500_000, 15_000], [90_740]],
  isCancelled: false,
  isConfirmed: true,
  payments: [125_000],
};

function inPolicySystem(books: Books, changes: Partial<Books['policySystem']>): Books {
  return { ...books, policySystem: { ...books.policySystem, ...changes } };
}

type PolicyBooking = Books['policySystem']['bookings'][number];

function inOriginal(books: Books, change: (original: PolicyBooking) => PolicyBooking): Books {
  const bookings = books.policySystem.bookings.map((one, at) => (at === 0 ? change(one) : one));
  return inPolicySystem(books, { bookings });
}

function inBilling(books: Books, changes: Partial<Books['billing']>): Books {
  return { ...books, billing: { ...books.billing, ...changes } };
}

function inStatement(books: Books, change: (statement: Statement) => Statement): Books {
  const { statement } = books.billing;
  return statement === null ? books : inBilling(books, { statement: change(statement) });
}

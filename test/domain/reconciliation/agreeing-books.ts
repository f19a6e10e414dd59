import type {
  BillingBooks,
  Booking,
  PolicyBooks,
  Row,
  TermBooks,
} from '../../../src/domain/reconciliation/books.js';

/** What three systems hold of a term. */
export interface Books {
  readonly term: TermBooks;
  readonly policySystem: PolicyBooks;
  readonly billing: BillingBooks;
}

/** What a term is made of. */
export interface TermShape {
  /** Cents of each transaction, the original first, row by row. */
  readonly amounts: readonly (readonly number[])[];
  readonly isCancelled: boolean;
  readonly isConfirmed: boolean;
  readonly payments: readonly number[];
}

export const DAYS = { effectiveDate: '2027-02-01', expirationDate: '2028-02-01' };
const CANCELLED_ON = '2027-11-01';
const PLACES = [
  ['general-liability', 'premium', 'TX'],
  ['general-liability', 'terrorism', 'TX'],
  ['property', 'premium', 'CA'],
] as const;

/** Books that agree to the cent, each written down by its own rules. */
export function agreeingBooks(shape: TermShape): Books {
  const { amounts, isCancelled, isConfirmed, payments } = shape;
  const bookings = amounts.map((cents, at): Booking => {
    const isLast = at > 0 && at === amounts.length - 1;
    return {
      transaction: at === 0 ? 'new-business:triton:S-1' : `endorsement:P-1:E-${at}`,
      kind: at === 0 ? 'original' : isLast && isCancelled ? 'cancellation' : 'endorsement',
      effectiveDate: at === 0 ? DAYS.effectiveDate : isLast ? CANCELLED_ON : `2027-0${at + 2}-01`,
      ...(at === 0 ? {} : { quoteGuid: `guid-${at}` }),
      rows: cents.map(rowOf),
    };
  });
  const cancelledOn = bookings.at(-1)?.kind === 'cancellation' ? CANCELLED_ON : null;
  const paid = payments.map((amountCents, at) => ({ paymentId: `PAY-${at}`, amountCents }));
  const charged = sum(bookings.flatMap(({ rows }) => rows.map(({ amountCents }) => amountCents)));
  return {
    term: {
      policyNumber: 'P-1',
      termNumber: 1,
      ...DAYS,
      cancelledOn,
      isBilled: true,
      isConfirmed,
      currency: 'USD',
      bookings,
      passedOver: [],
      money: paid,
    },
    policySystem: {
      ...DAYS,
      bookings: bookings.map(({ kind, effectiveDate, quoteGuid = 'guid-0', rows }) => ({
        quoteGuid,
        kind,
        effectiveDate,
        rows: rows.map(({ line, name, state, amountCents }) => ({
          line,
          codes: [{ charge: name, state: state ?? '', code: 101 }],
          isFee: false,
          amountCents,
        })),
        invoicedCents: sum(rows.map(({ amountCents }) => amountCents)),
      })),
    },
    billing: {
      ...DAYS,
      currency: 'USD',
      cancelledOn,
      isConfirmed,
      chargedCents: charged,
      receivedCents: sum(payments),
      statement: {
        charges: bookings.flatMap(({ transaction, rows }) =>
          rows.map((row) => ({ ...row, transactionId: `${transaction}/booked` })),
        ),
        invoicedCents: charged,
        payments: paid,
      },
    },
  };
}

function rowOf(amountCents: number, at: number): Row {
  const [line, name, state] = PLACES[at] ?? PLACES[0];
  return { kind: 'premium', line, name, state, amountCents };
}

export function sum(cents: readonly number[]): number {
  return cents.reduce((total, one) => total + one, 0);
}

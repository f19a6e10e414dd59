import type { ImsBooks, Period, Term } from './books.js';
import { sumOf } from './money.js';
import type { Proof, Said } from './report.js';

/** What each system has on file when everything is over. */
export interface ThreeBooks {
  readonly policyNumber: string;
  readonly ims: ImsBooks;
  readonly billing: Period;
  readonly term: Term;
  /** The transactions that booked something, in their order, by id. */
  readonly transactions: readonly { readonly id: string; readonly what: string }[];
}

/** How the policy system numbers what is charged. */
export interface Numbering {
  readonly lines: ReadonlyMap<string, string>;
  readonly charges: ReadonlyMap<number, { readonly charge: string; readonly state: string }>;
}

interface Row {
  readonly charge: string;
  readonly amount: string;
}

/** One booking in one system. */
interface Booked {
  readonly from: string;
  readonly rows: readonly Row[];
}

/** Adds up what each system has on file, each by itself, and lays it side by side. */
export function proofOf(books: ThreeBooks, numbering: Numbering): Proof {
  const { ims, billing, term, policyNumber, transactions } = books;
  const bound = ims.quotes.filter(
    (quote) => quote.policyNumber === policyNumber && quote.dateBound !== null,
  );
  const inIms = bound.map((quote) => bookedInIms(quote, numbering));
  const inBilling = transactions.map(({ id }) => bookedInBilling(billing, id));
  const inTerm = transactions.map(({ id }) => bookedInTerm(term, id));

  const all = { ims: rowsOf(inIms), billing: billingRows(billing), term: termRows(term) };
  const names = [...all.term, ...all.billing, ...all.ims].map(({ charge }) => charge);
  const charges = [...new Set(names)].map((charge) =>
    said(charge, {
      ims: sumOfRows(all.ims.filter((row) => row.charge === charge)),
      billing: sumOfRows(all.billing.filter((row) => row.charge === charge)),
      term: sumOfRows(all.term.filter((row) => row.charge === charge)),
    }),
  );
  const count = Math.max(transactions.length, inIms.length);
  const byTransaction = Array.from({ length: count }, (_, at) =>
    said(transactions[at]?.what ?? 'not asked for', {
      ims: bookingWords(inIms[at]),
      billing: bookingWords(inBilling[at]),
      term: bookingWords(inTerm[at]),
    }),
  );
  const parts = {
    charges,
    transactions: byTransaction,
    total: said('Total', {
      ims: sumOfRows(all.ims),
      billing: billing.charged,
      term: term.money.charged,
    }),
    invoiced: said('Invoiced', {
      ims: invoicedInIms(ims, bound),
      billing: sumOf([...billing.invoices.map(({ amount }) => amount), `-${billing.credit}`]),
      term: sumOfRows(all.term),
    }),
    paid: said('Paid', { ims: '', billing: billing.received, term: term.money.counted }, ['ims']),
    days: said('Days', {
      ims: daysWords(bound[0]?.effective, bound[0]?.expiration),
      billing: daysWords(billing.term.effectiveDate, billing.term.expirationDate),
      term: daysWords(term.effectiveDate, term.expirationDate),
    }),
    standing: said('Standing', {
      ims: bound.at(-1)?.transactionType === 'C' ? 'cancelled' : 'in force',
      billing: billing.status === 'open' && billing.cancelledOn === null ? 'in force' : 'cancelled',
      term: term.cancelledOn === null ? 'in force' : 'cancelled',
    }),
  };
  const everything = [
    ...parts.charges,
    ...parts.transactions,
    ...[parts.total, parts.invoiced, parts.paid, parts.days, parts.standing],
  ];
  return { ...parts, agrees: everything.every(({ agrees }) => agrees) };
}

/** @param silent those who have nothing to say of it */
function said(
  what: string,
  by: Pick<Said, 'ims' | 'billing' | 'term'>,
  silent: readonly (keyof typeof by)[] = [],
): Said {
  const words = (['ims', 'billing', 'term'] as const)
    .filter((system) => !silent.includes(system))
    .map((system) => by[system]);
  return { what, ...by, agrees: new Set(words).size === 1 };
}

function bookedInIms(quote: ImsBooks['quotes'][number], numbering: Numbering): Booked {
  const rows = quote.options.flatMap(({ lineGuid, premiums }) =>
    premiums.map(({ chargeCode, amount }): Row => {
      const known = numbering.charges.get(chargeCode);
      return {
        charge: chargeWords({
          line: numbering.lines.get(lineGuid) ?? lineGuid,
          name: known?.charge ?? `code ${String(chargeCode)}`,
          state: known?.state ?? null,
        }),
        amount,
      };
    }),
  );
  return { from: quote.transactionEffective ?? quote.effective, rows };
}

function bookedInBilling({ charges }: Period, id: string): Booked | undefined {
  const rows = charges.filter(({ transactionId }) => transactionId.startsWith(`${id}/`));
  const from = rows[0]?.effectiveDate;
  return from === undefined
    ? undefined
    : { from, rows: rows.map((row) => ({ charge: chargeWords(row), amount: row.amount })) };
}

function bookedInTerm({ layers, returns }: Term, id: string): Booked | undefined {
  const booked = [...layers, ...returns].find(({ transaction }) => transaction === id);
  return (
    booked && {
      from: booked.effectiveDate,
      rows: booked.charges.map((row) => ({ charge: chargeWords(row), amount: row.amount })),
    }
  );
}

function billingRows({ charges }: Period): readonly Row[] {
  return charges.map((row) => ({ charge: chargeWords(row), amount: row.amount }));
}

function termRows({ layers, returns }: Term): readonly Row[] {
  return [...layers, ...returns].flatMap(({ charges }) =>
    charges.map((row) => ({ charge: chargeWords(row), amount: row.amount })),
  );
}

function rowsOf(booked: readonly Booked[]): readonly Row[] {
  return booked.flatMap(({ rows }) => rows);
}

function chargeWords(charge: {
  readonly line: string | null;
  readonly name: string;
  readonly state: string | null;
}): string {
  return [charge.line, charge.name, charge.state].filter((part) => part !== null).join(' ');
}

function bookingWords(booked: Booked | undefined): string {
  return booked === undefined ? 'nothing' : `${sumOfRows(booked.rows)} from ${booked.from}`;
}

function daysWords(from: string | null | undefined, to: string | null | undefined): string {
  return `${from ?? '?'} to ${to ?? '?'}`;
}

function invoicedInIms({ invoices }: ImsBooks, bound: ImsBooks['quotes']): string {
  const guids = new Set(bound.map(({ quoteGuid }) => quoteGuid));
  const good = invoices.filter(({ quoteGuid, isVoid }) => guids.has(quoteGuid) && !isVoid);
  return sumOf(good.map(({ total }) => total));
}

function sumOfRows(rows: readonly Row[]): string {
  return sumOf(rows.map(({ amount }) => amount));
}

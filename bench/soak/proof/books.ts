import { readBusinessFiles } from '../../../src/config/business-files.js';
import { centsOf } from '../../../tools/demo/money.js';
import { imsSchema, type ImsBooks } from '../../../tools/demo/books.js';
import type { BillingPeriod } from '../../../test/support/billing-sandbox-admin.js';
import { termPath, type Charge, type Term } from '../answers.js';
import type { Desk } from '../desk.js';
import { insisting } from '../insisting.js';
import {
  chargedOf,
  receivedOf,
  sumOf,
  type Amounts,
  type EntryKind,
  type OracleTerm,
} from '../oracle.js';
import type { Systems } from '../systems.js';

/** A term as one system has it on file, in words that all share. */
interface Book {
  readonly from: string | null;
  readonly to: string | null;
  readonly cancelledOn: string | null;
  readonly entries: readonly string[];
  readonly charged: string;
  readonly invoiced: string | null;
  readonly received: string | null;
  readonly isConfirmed: boolean | null;
}

export interface BooksProof {
  readonly terms: number;
  readonly entries: number;
  /** All that was charged by all terms, in cents. */
  readonly chargedCents: number;
  readonly receivedCents: number;
  /** Where a system says something else than it must. */
  readonly differences: readonly string[];
}

const KINDS: Readonly<Record<string, EntryKind>> = {
  '': 'original',
  E: 'endorsement',
  C: 'cancellation',
  R: 'reinstatement',
  createPolicyPeriod: 'original',
  renewPolicyPeriod: 'original',
  rewritePolicyPeriod: 'original',
  issuePolicyChange: 'endorsement',
  cancelPolicyPeriod: 'cancellation',
  issueReinstatement: 'reinstatement',
  bind: 'original',
  endorsement: 'endorsement',
  reinstatement: 'reinstatement',
};

/** Whether IMS, billing and the workflow of each term hold what they must, booking by booking. */
export async function proveBooks(
  { admin, billing }: Pick<Systems, 'admin' | 'billing'>,
  desk: Desk,
  terms: readonly OracleTerm[],
): Promise<BooksProof> {
  const ims = imsSchema.parse(await insisting(() => admin.state()));
  const { periods, bookings } = await insisting(() => billing.state());
  const numbering = numberingOfSandbox();
  const differences: string[] = [];
  for (const term of terms) {
    const name = `${term.policyNumber}-${String(term.termNumber)}`;
    const must = mustBe(term);
    const period = periods.filter(
      (one) => one.policyNumber === term.policyNumber && one.termNumber === term.termNumber,
    );
    const { body: own } = await desk.get<Term>(termPath(term));
    const said = {
      IMS: [ofIms(ims, term, numbering)],
      billing: period.map((one) => ofBilling(one, term)),
      'its workflow': [ofTerm(own, term)],
    };
    for (const [who, books] of Object.entries(said)) {
      if (books.length !== 1)
        differences.push(`${name}: ${who} has it ${String(books.length)} times`);
      for (const book of books) differences.push(...differing(name, who, must, book));
    }
  }
  differences.push(...nothingElse(ims, periods, bookings, terms));
  return {
    terms: terms.length,
    entries: terms.reduce((sum, { entries }) => sum + entries.length, 0),
    chargedCents: terms.reduce((sum, term) => sum + chargedOf(term), 0),
    receivedCents: terms.reduce((sum, term) => sum + receivedOf(term), 0),
    differences,
  };
}

function differing(name: string, who: string, must: Book, book: Book): readonly string[] {
  return (Object.keys(must) as (keyof Book)[])
    .filter((key) => book[key] !== null && JSON.stringify(book[key]) !== JSON.stringify(must[key]))
    .map((key) => {
      return `${name}: ${key} in ${who} is ${JSON.stringify(book[key])}, must be ${JSON.stringify(must[key])}`;
    });
}

function mustBe(term: OracleTerm): Book {
  const charged = chargedOf(term);
  return {
    from: term.from,
    to: term.to,
    cancelledOn: term.cancelledOn ?? 'no',
    entries: term.entries.map(({ kind, from, amounts }) => words(kind, from, amounts, term)).sort(),
    charged: String(charged),
    invoiced: String(charged),
    received: String(receivedOf(term)),
    isConfirmed: term.isConfirmed,
  };
}

/** Who rates by himself names the rows by himself, too: there the sums are compared. */
function words(kind: EntryKind, from: string, amounts: Amounts, { product }: OracleTerm): string {
  const rows =
    product === 'contractors'
      ? String(sumOf(amounts))
      : Object.entries(amounts)
          .filter(([, cents]) => cents !== 0)
          .map(([place, cents]) => `${place} ${String(cents)}`)
          .sort()
          .join(', ');
  return `${kind} from ${from}: ${rows}`;
}

function ofIms(
  { quotes, invoices }: ImsBooks,
  term: OracleTerm,
  numbering: ReturnType<typeof numberingOfSandbox>,
): Book {
  const bound = quotes.filter(
    (quote) => quote.policyNumber === term.policyNumber && quote.dateBound !== null,
  );
  const entries = bound.map((quote) => {
    const rows = quote.options.flatMap(({ lineGuid, premiums }) =>
      premiums.map(({ chargeCode, amount }) => ({
        place: `${numbering.lines.get(lineGuid) ?? lineGuid} ${numbering.charges.get(chargeCode) ?? String(chargeCode)}`,
        cents: centsOf(amount),
      })),
    );
    const kind = KINDS[quote.transactionType] ?? 'original';
    return { kind, from: quote.transactionEffective ?? quote.effective, amounts: added(rows) };
  });
  const guids = new Set(bound.map(({ quoteGuid }) => quoteGuid));
  const invoiced = invoices.filter(({ quoteGuid, isVoid }) => guids.has(quoteGuid) && !isVoid);
  const newest = entries.at(-1);
  return {
    from: bound[0]?.effective ?? null,
    to: bound[0]?.expiration ?? null,
    cancelledOn: newest?.kind === 'cancellation' ? newest.from : 'no',
    entries: entries.map((one) => words(one.kind, one.from, one.amounts, term)).sort(),
    charged: String(entries.reduce((sum, { amounts }) => sum + sumOf(amounts), 0)),
    invoiced: String(invoiced.reduce((sum, { total }) => sum + centsOf(total), 0)),
    received: null,
    isConfirmed: null,
  };
}

function ofBilling(period: BillingPeriod, term: OracleTerm): Book {
  const ids = [...new Set(period.charges.map(({ transactionId }) => transactionId))];
  const entries = ids.map((id) => {
    const rows = period.charges.filter(({ transactionId }) => transactionId === id);
    const [first] = rows;
    return {
      kind: KINDS[first?.operation ?? ''] ?? 'original',
      from: first?.effectiveDate ?? '',
      amounts: added(rows.map((row) => ({ place: placeOf(row), cents: centsOf(row.amount) }))),
    };
  });
  const invoiced = period.invoices.reduce((sum, { amount }) => sum + centsOf(amount), 0);
  return {
    from: period.term.effectiveDate,
    to: period.term.expirationDate,
    cancelledOn: period.cancelledOn ?? 'no',
    entries: entries.map((one) => words(one.kind, one.from, one.amounts, term)).sort(),
    charged: String(centsOf(period.charged)),
    invoiced: String(invoiced - centsOf(period.credit)),
    received: String(centsOf(period.received)),
    isConfirmed: period.isTermConfirmed,
  };
}

function ofTerm(term: Term, { product }: OracleTerm): Book {
  const own = { product } as OracleTerm;
  const entries = [
    ...term.layers.map((layer) => ({ ...layer, kind: KINDS[layer.kind ?? 'bind'] ?? 'original' })),
    ...term.returns.map((one) => ({ ...one, kind: 'cancellation' as const })),
  ].map(({ kind, effectiveDate, charges }) => {
    const rows = charges.map((row) => ({ place: placeOf(row), cents: centsOf(row.amount) }));
    return { kind, from: effectiveDate, amounts: added(rows) };
  });
  const good = term.payments.filter(
    ({ place, isReversed, currency }) => !isReversed && place !== 'parked' && currency === 'USD',
  );
  return {
    from: term.effectiveDate,
    to: term.expirationDate,
    cancelledOn: term.cancelledOn ?? 'no',
    entries: entries.map((one) => words(one.kind, one.from, one.amounts, own)).sort(),
    charged: String(entries.reduce((sum, { amounts }) => sum + sumOf(amounts), 0)),
    invoiced: null,
    received: String(good.reduce((sum, { amount }) => sum + centsOf(amount), 0)),
    isConfirmed: term.isConfirmed,
  };
}

/** That none of them holds anything beside. */
function nothingElse(
  { quotes }: ImsBooks,
  periods: readonly BillingPeriod[],
  bookings: readonly { readonly transactionId: string; readonly operation: string }[],
  terms: readonly OracleTerm[],
): readonly string[] {
  const known = new Set(terms.map(({ policyNumber }) => policyNumber));
  const stray = quotes.filter(
    (one) => one.dateBound !== null && !known.has(one.policyNumber ?? ''),
  );
  const names = new Set(terms.map((one) => `${one.policyNumber}-${String(one.termNumber)}`));
  const unknown = periods.filter(
    (one) => !names.has(`${one.policyNumber}-${String(one.termNumber)}`),
  );
  const ids = bookings.map(({ transactionId, operation }) => `${operation} ${transactionId}`);
  const twice = ids.filter((id, at) => ids.indexOf(id) !== at);
  return [
    ...stray.map(
      ({ policyNumber }) => `IMS has bound ${String(policyNumber)}, which nobody asked for`,
    ),
    ...unknown.map(({ policyNumber }) => `billing bills ${policyNumber}, which nobody asked for`),
    ...twice.map((id) => `billing has booked ${id} twice`),
  ];
}

function added(
  rows: readonly { readonly place: string; readonly cents: number }[],
): Readonly<Record<string, number>> {
  const sums = new Map<string, number>();
  for (const { place, cents } of rows) sums.set(place, (sums.get(place) ?? 0) + cents);
  return Object.fromEntries([...sums].filter(([, cents]) => cents !== 0));
}

function placeOf({ line, name, state }: Charge): string {
  return [line ?? '-', name, state ?? '-'].join(' ');
}

/** How the policy system of the sandbox numbers lines and charges. */
function numberingOfSandbox() {
  const { installation, products } = readBusinessFiles({
    installationFile: 'config/installations/sandbox.json',
    productsDir: 'config/products',
    noticeFile: 'config/notice.json',
    taxesFile: 'config/taxes.json',
    ratePlansDir: 'config/rate-plans',
  });
  const lines = [...products.values()].flatMap((product) => product.lines);
  return {
    lines: new Map<string, string>(lines.map(({ key, lineGuid }) => [lineGuid, key])),
    charges: new Map(
      installation.charges.map(({ code, charge, state }) => [code, `${charge} ${state}`]),
    ),
  };
}

import type { CivilDate } from '../../domain/calendar/civil-date.js';
import { isUnderstood, nameOf, type ChargeNames } from '../../domain/mid-term/attributed.js';
import { sumCents, type Cents } from '../../domain/money/cents.js';
import type {
  HeldRow,
  PolicyBooking,
  PolicyBooks,
  ReadBooks,
} from '../../domain/reconciliation/books.js';
import type { Installation } from '../../domain/product/installation.js';
import type { Product } from '../../domain/product/product.js';
import type { ExternalReference } from '../../domain/transaction/external-reference.js';
import type { TermName } from '../../domain/workflow-ids.js';
import { LookupNotAvailable, SystemRejection } from '../../ports/call-errors.js';
import type { PolicySystem } from '../../ports/policy-system.js';
import type { PortfolioPage } from '../../ports/policy-system/portfolio.js';
import type { BookedPremium } from '../../ports/policy-system/premiums.js';
import type { QuoteFacts } from '../../ports/policy-system/quotes.js';
import type { ChainedTransaction } from '../../ports/policy-system/mid-term.js';
import { each } from '../each.js';
import { rulesOf } from '../mid-term/by-hand-activities.js';
import { translated } from '../translated.js';
import { readOrNot, type ReadOutcome } from './read-or-not.js';

/** A term of which the policy system is asked. */
export interface TermToRead extends TermName {
  readonly effectiveDate: CivilDate;
  readonly productKey: string;
  readonly state: string;
}

/** A term that the policy system has in force, whoever made it. */
export interface TermInForce {
  readonly policyNumber: string;
  readonly effectiveDate: CivilDate;
  readonly quoteGuid: string;
  readonly reference: ExternalReference | null;
  /** It carries a mark of a request of ours, or a reference. */
  readonly isOurs: boolean;
  readonly isIssued: boolean;
}

export interface TermsInForcePage {
  readonly terms: readonly TermInForce[];
  /** `after` of the next page; null at the end. */
  readonly next: number | null;
}

export type PolicyBooksActivities = ReturnType<typeof createPolicyBooksActivities>;

/** What the policy system has on its books, read for a comparison. Nothing is written. */
export function createPolicyBooksActivities({
  policySystem,
  products,
  installation,
}: {
  readonly policySystem: PolicySystem;
  readonly products: ReadonlyMap<string, Product>;
  readonly installation: Pick<Installation, 'charges'>;
}) {
  async function read({
    policyNumber,
    effectiveDate,
    productKey,
    state,
  }: TermToRead): Promise<ReadBooks<PolicyBooks>> {
    const product = products.get(productKey);
    if (!product) throw noProduct(productKey);
    const { names } = rulesOf(product, installation, state);
    const chain = await policySystem.readChain(policyNumber, { on: effectiveDate });
    const isBound = typeof chain?.transactions[0].boundOn === 'string';
    if (chain === null || !isBound) return { kind: 'unknown' };
    const bookings: PolicyBooking[] = [];
    for (const transaction of chain.transactions.filter(({ boundOn }) => boundOn !== null))
      bookings.push(await bookingOf(transaction, names));
    const { effectiveDate: from, expirationDate } = chain;
    return { kind: 'read', books: { effectiveDate: from, expirationDate, bookings } };
  }

  async function bookingOf(
    { quoteGuid, kind, effectiveDate }: ChainedTransaction,
    names: ChargeNames,
  ): Promise<PolicyBooking> {
    const premiums = await orNull(() => policySystem.listPremiums(quoteGuid));
    const invoices = await orNull(() => policySystem.listInvoices(quoteGuid));
    return {
      quoteGuid,
      kind,
      effectiveDate,
      rows: premiums?.map((premium) => heldRow(premium, names)) ?? null,
      invoicedCents: invoices && sumCents(invoices.map(({ amountCents }): Cents => amountCents)),
    };
  }

  return translated({
    /** The books of terms, in their order. */
    readPolicyBooks({
      terms,
    }: {
      readonly terms: readonly TermToRead[];
    }): Promise<readonly ReadOutcome<PolicyBooks>[]> {
      return each(terms, (term) => readOrNot(() => read(term)));
    },

    /** One page of all that is in force; null where this installation cannot list it. */
    async listTermsInForce(page: PortfolioPage): Promise<TermsInForcePage | null> {
      const found = await orNull(() => policySystem.listTermsInForce(page));
      if (found === null) return null;
      const next = found.length < page.most ? null : (found.at(-1)?.controlNumber ?? null);
      return { terms: found.flatMap(inForce), next };
    },
  });
}

function noProduct(productKey: string): SystemRejection {
  return new SystemRejection(
    { system: 'policySystem', operation: 'reconciliation' },
    {
      reason: `there is no product ${productKey}`,
      remedy: 'put its product file back',
      field: null,
    },
  );
}

async function orNull<T>(ask: () => Promise<T>): Promise<T | null> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof LookupNotAvailable) return null;
    throw error;
  }
}

function heldRow(premium: BookedPremium, names: ChargeNames): HeldRow {
  const named = nameOf(premium, names);
  if (isUnderstood(named)) return named;
  const { lineGuid, chargeCode, amountCents } = premium;
  return { unnamed: `charge ${chargeCode} of line ${lineGuid ?? 'none'}`, amountCents };
}

function inForce({
  policyNumber,
  effectiveDate,
  quoteGuid,
  reference,
  requestDigest,
  status,
}: QuoteFacts): readonly TermInForce[] {
  if (policyNumber === null) return [];
  const isOurs = reference !== null || requestDigest !== null;
  const isIssued = status === 'issued';
  return [{ policyNumber, effectiveDate, quoteGuid, reference, isOurs, isIssued }];
}

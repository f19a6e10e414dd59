import type { BillingBooks, ReadBooks } from '../../domain/reconciliation/books.js';
import type { TermName } from '../../domain/workflow-ids.js';
import type { BillingSystem } from '../../ports/billing.js';
import type { PeriodsPage } from '../../ports/billing/statements.js';
import { each } from '../each.js';
import { translated } from '../translated.js';
import { readOrNot, type ReadOutcome } from './read-or-not.js';

export type BillingBooksActivities = ReturnType<typeof createBillingBooksActivities>;

/** What billing has on its books, read for a comparison. Nothing is booked. */
export function createBillingBooksActivities({ billing }: { readonly billing: BillingSystem }) {
  async function read({ policyNumber, termNumber }: TermName): Promise<ReadBooks<BillingBooks>> {
    const name = { policyNumber, termNumber };
    const info = await billing.getPeriodInfo(name);
    if (info === null) return { kind: 'unknown' };
    const { term, currency, cancelledOn, isTermConfirmed, chargedCents, receivedCents } = info;
    return {
      kind: 'read',
      books: {
        ...{ effectiveDate: term.effectiveDate, expirationDate: term.expirationDate },
        currency,
        cancelledOn,
        isConfirmed: isTermConfirmed,
        chargedCents,
        receivedCents,
        statement: await billing.getStatement(name),
      },
    };
  }

  return translated({
    /** The books of terms, in their order. */
    readBillingBooks({
      terms,
    }: {
      readonly terms: readonly TermName[];
    }): Promise<readonly ReadOutcome<BillingBooks>[]> {
      return each(terms, (term) => readOrNot(() => read(term)));
    },

    /** One page of all terms that billing has; null where it does not list them. */
    listBilledTerms({ after }: { readonly after: string | null }): Promise<PeriodsPage | null> {
      return billing.listPeriods(after);
    },
  });
}

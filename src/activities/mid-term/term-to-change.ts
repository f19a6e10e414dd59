import type { Cents } from '../../domain/money/cents.js';
import type { Refusal } from '../../domain/machine/refusals.js';
import type { TermFacts } from '../../domain/policy-term/term-facts.js';
import { asBooked } from '../../domain/mid-term/quote-digest.js';
import type { QuotedChange } from '../../domain/transaction/change-record.js';
import type { Product } from '../../domain/product/product.js';
import { changeableTerm, type ChangeableTerm } from '../../temporal/changeable-term.js';
import type { TermName } from '../../domain/workflow-ids.js';
import { CALL_LIMIT_MS, temporal, told } from '../told.js';
import type { TermRecord } from '../../workflows/policy-term/messages.js';
import { SystemRejection } from '../../ports/call-errors.js';

/** What the workflow of a change is told of the term. */
export interface TermToChange {
  readonly facts: TermFacts;
  /** Whose law holds for it. */
  readonly state: string;
  /** ISO 4217; null where no billing system bills the term. */
  readonly currency: string | null;
  /** How much of what is owed may be missing; of the product, in the currency of the term. */
  readonly toleranceCents: Cents;
  /** Whether this very transaction has the turn, or waits for it. */
  readonly turn: 'mine' | 'queued' | 'none';
  /** What this very transaction has booked on the term, in an earlier run of it; null while it has not. */
  readonly booked: QuotedChange | null;
  /** The policy system's own ids of the changes that the term knows; absent where it does not know all of them by such ids. */
  readonly bookings?: readonly string[];
}

/** A change that cannot be done as the term stands, with all that stands against it. */
export interface RefusedQuote extends TermToChange {
  readonly change: null;
  readonly refusals: readonly Refusal[];
}

/**
 * Reads the term that a transaction wants to change.
 *
 * @throws SystemRejection where it cannot be changed, with what a person can do
 */
export async function termToChange(
  products: ReadonlyMap<string, Product>,
  asked: TermName & { readonly transaction: string },
): Promise<{ readonly term: ChangeableTerm; readonly told: TermToChange }> {
  const { policyNumber, termNumber, transaction } = asked;
  const name = `${policyNumber}-${termNumber}`;
  const term = await told(name, () =>
    changeableTerm(temporal(CALL_LIMIT_MS), products, { policyNumber, termNumber }),
  );
  if ('kind' in term) throw notChangeable(term, name);
  const { record, facts, product } = term;
  const { currency, layers, returns, turn } = record;
  const own = [...layers, ...returns].find((one) => one.transaction === transaction);
  return {
    term,
    told: {
      facts,
      state: term.state,
      currency: record.isBilled === true ? currency : null,
      toleranceCents: currency === null ? 0 : (product.billing?.toleranceCents[currency] ?? 0),
      turn: placeIn(turn, transaction),
      booked: own ? asBooked(own.effectiveDate, own.booked) : null,
      ...bookingsOf(record),
    },
  };
}

function bookingsOf({
  layers,
  returns,
  passedOver = [],
}: TermRecord): Pick<TermToChange, 'bookings'> {
  const changes = [...layers.filter(({ kind }) => kind !== 'bind'), ...returns];
  const bookings = changes.flatMap(({ quoteGuid }) => quoteGuid ?? []);
  return bookings.length < changes.length ? {} : { bookings: [...bookings, ...passedOver] };
}

function placeIn({ holder, queue }: TermRecord['turn'], transaction: string): TermToChange['turn'] {
  if (holder?.transaction === transaction) return 'mine';
  return queue.some((claim) => claim.transaction === transaction) ? 'queued' : 'none';
}

const CALL = { system: 'policySystem', operation: 'The term' } as const;

function notChangeable(
  why: Extract<Awaited<ReturnType<typeof changeableTerm>>, { readonly kind: string }>,
  term: string,
): SystemRejection {
  switch (why.kind) {
    case 'unknownTerm':
      return new SystemRejection(CALL, {
        reason: `Term ${term} is not known here.`,
        remedy:
          'Have it opened from the policy system by sync of the term, then run the step again.',
      });
    case 'notBound':
      return new SystemRejection(CALL, {
        reason: `Term ${term} is not bound.`,
        remedy: 'Once it is bound, run the step again; or withdraw the change.',
      });
    case 'unknownProduct':
      return new SystemRejection(CALL, {
        reason: `The term was sold as ${why.productKey}, which has no product file any more.`,
        remedy:
          'Put the file back, for its rules decide what a change costs; then run the step again.',
      });
  }
}

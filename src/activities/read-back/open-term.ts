import { sumCents, type Cents } from '../../domain/money/cents.js';
import type { ExternalReference } from '../../domain/transaction/external-reference.js';
import { newBusinessId, policyTermId, type TermName } from '../../domain/workflow-ids.js';
import type { Temporal } from '../../temporal/deadlines.js';
import { DEFAULT_TERM_IDLE_MS, tellKnownTerm, tellTerm } from '../../temporal/tell-term.js';
import { bind, confirmation } from '../../temporal/term-messages.js';
import { findTerm, readTerm } from '../../temporal/terms.js';
import { findTransaction } from '../../temporal/transactions.js';
import type { TermBound } from '../../workflows/policy-term/messages.js';
import { TermHandOverRefused } from '../term-hand-over-errors.js';
import { CALL_LIMIT_MS, temporal, told } from '../told.js';

/** A term with what was read of it. */
export interface TermAsRead {
  readonly term: TermName;
  readonly bound: TermBound;
  /** Billing has it as confirmed. */
  readonly isConfirmed: boolean;
  /** What a source system calls the policy; null where nobody says. */
  readonly reference: ExternalReference | null;
  readonly outagePatienceMs: number;
}

export type OpenedAsRead =
  | { readonly kind: 'opened' }
  /** New business here is at work on it, and hands it over itself. */
  | { readonly kind: 'beingBound'; readonly transaction: string };

/** The workflow wants to know; a term that is bound as it is opened never waits for its bind so long. Milliseconds. */
const UNBOUND_PATIENCE_MS = 30 * 86_400_000;

/** Opens terms that nobody here has bound. */
export const openTermActivities = {
  /**
   * Opens a term with what the policy system and billing say of it. Repeatable: a term that is bound stays as it is.
   *
   * @throws TermHandOverRefused when the term does not take it
   */
  openTermAsRead(request: TermAsRead): Promise<OpenedAsRead> {
    const { policyNumber, termNumber } = request.term;
    return told(`${policyNumber}-${termNumber}`, () => opened(temporal(CALL_LIMIT_MS), request));
  },
};

async function opened(
  asked: Temporal,
  { term, bound, isConfirmed, reference, outagePatienceMs }: TermAsRead,
): Promise<OpenedAsRead> {
  const transaction = reference === null ? null : newBusinessId(reference);
  const business = transaction === null ? null : await findTransaction(asked, transaction);
  if (transaction !== null && business?.isRunning) return { kind: 'beingBound', transaction };
  const opening = {
    ...asked,
    termPatience: { unboundPatienceMs: UNBOUND_PATIENCE_MS, outagePatienceMs },
    termIdleMs: DEFAULT_TERM_IDLE_MS,
    openedBy: 'opened from what the policy system holds',
  };
  const content = withoutKnownMoney(bound, await goodMoneyOf(asked, term));
  const outcome = await tellTerm(opening, bind(term, content));
  if (outcome.kind === 'refused' && !isBoundBefore(outcome.refusal.code)) {
    throw new TermHandOverRefused(`${term.policyNumber}-${term.termNumber}`, outcome.refusal);
  }
  if (isConfirmed) {
    const transactionId = `read-back:${term.policyNumber}:${term.termNumber}`;
    // One that is cancelled, or was confirmed by its money, needs no such word.
    await tellKnownTerm(opening, confirmation({ ...term, transactionId }));
  }
  return { kind: 'opened' };
}

/** By another who asked for the same a moment before, or by the transaction that bound it. */
function isBoundBefore(code: string): boolean {
  return code === 'contentDiffers' || code === 'termAlreadyBound';
}

/** What was told of the term before it was opened; billing counts it among what it has received. */
async function goodMoneyOf(
  asked: Temporal,
  { policyNumber, termNumber }: TermName,
): Promise<Cents> {
  const found = await findTerm(asked, policyTermId(policyNumber, termNumber));
  if (!found) return 0;
  const { payments } = await readTerm(asked, found);
  const good = payments.filter(({ isReversed, place }) => !isReversed && place !== 'parked');
  return sumCents(good.map(({ amountCents }) => amountCents));
}

function withoutKnownMoney(bound: TermBound, knownCents: Cents): TermBound {
  const { event } = bound;
  if (event.flow === 'notBilled') return bound;
  const upFrontPayments = event.upFrontPayments
    .map((payment) => ({ ...payment, amountCents: payment.amountCents - knownCents }))
    .filter(({ amountCents }) => amountCents > 0);
  return { ...bound, event: { ...event, upFrontPayments } };
}

import type { PaymentReversal } from '../../domain/ledger/payment-ledger.js';
import type { Payment } from '../../domain/ledger/state.js';
import type { TermName } from '../../domain/workflow-ids.js';
import { tellKnownTerm, tellTerm, type TermOpening } from '../../temporal/tell-term.js';
import { confirmation, payment, reversal } from '../../temporal/term-messages.js';
import type { TermOutcome } from '../../temporal/term-outcome.js';
import { GOING_ON } from '../term-activities.js';
import { CALL_LIMIT_MS, temporal, told } from '../told.js';
import { translated } from '../translated.js';

/** What was told under a name that the term does not have. */
export interface PassedOn {
  /** The term that it is for. */
  readonly to: TermName;
  readonly payments: readonly Payment[];
  readonly reversals: readonly PaymentReversal[];
  /** Billing's word that the term is taken, by its id; null without one. */
  readonly confirmation: string | null;
}

export interface PassOnSteps {
  /**
   * Tells a term what was told elsewhere; each once, by billing's own ids, so that this may be done twice.
   *
   * @returns what it does not take, in sentences; null where it took everything
   */
  readonly passOn: (passed: PassedOn) => Promise<string | null>;
}

/** The step by which money comes to the term that it is for. */
export function createPassOnSteps(): PassOnSteps {
  return translated({
    passOn: (passed: PassedOn) =>
      told(`${passed.to.policyNumber}-${passed.to.termNumber}`, () => passOn(passed)),
  });
}

/** In no other words than these, whoever passes it on: billing's own are not kept. */
const TAKEN_BACK = 'Taken back, as billing told for the policy number before.';

async function passOn({
  to,
  payments,
  reversals,
  confirmation: transactionId,
}: PassedOn): Promise<string | null> {
  const opening: TermOpening = {
    ...temporal(CALL_LIMIT_MS),
    ...GOING_ON,
    openedBy: 'opened by money for the policy number before',
  };
  const untaken: string[] = [];
  const note = (what: string, outcome: TermOutcome) => {
    if (outcome.kind === 'refused')
      untaken.push(`The ${what} was not taken. ${outcome.refusal.text}`);
  };
  // Money that was taken back must never have counted: that comes first, and kills it.
  for (const { paymentId, reversalId } of reversals) {
    const taken = { ...to, paymentId, reason: TAKEN_BACK, transactionId: reversalId };
    note(`reversal ${reversalId}`, await tellTerm(opening, reversal(taken)));
  }
  for (const paid of payments)
    note(`payment ${paid.paymentId}`, await tellTerm(opening, payment(paid)));
  // A term that cannot be confirmed asks a person itself.
  if (transactionId !== null) await tellKnownTerm(opening, confirmation({ ...to, transactionId }));
  return untaken.length === 0 ? null : untaken.join(' ');
}

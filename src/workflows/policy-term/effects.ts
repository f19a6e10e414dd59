import type { TermEffect } from '../../domain/policy-term/events.js';
import type { OutgoingSignal } from './messages.js';

type Task = Extract<TermEffect, { kind: 'task' }>;

/**
 * What a person is asked to do because of an effect; null where Bindery sees to it by itself or nothing is to be done.
 *
 * Cancellations, reinstatements and renewals that a term calls for are made by hand until Bindery has those transactions.
 */
export function taskOf(effect: TermEffect): Task | null {
  switch (effect.kind) {
    case 'task':
      return effect;
    case 'startFlatCancellation':
      return ask(
        effect.kind,
        'Nothing was paid by the deadline: cancel the policy flat, not taken.',
      );
    case 'startCancellation':
      return ask(effect.kind, 'Too little was paid by the deadline: cancel for non-payment.');
    case 'startReinstatement':
      return ask(effect.kind, 'Enough money was received in time: reinstate without a gap.');
    case 'rescindCancellation':
      return ask(
        effect.kind,
        'Enough money was received in time: rescind the cancellation that is pending.',
      );
    case 'callOffReinstatement':
      return ask(
        effect.kind,
        'Money that was received in time was taken back: leave the policy cancelled, and call its reinstatement off.',
      );
    case 'startRenewal':
      return ask(effect.kind, 'The renewal is due: start it.');
    case 'delinquency':
      return ask(
        effect.kind,
        'Money was taken back after the term was confirmed; it stays confirmed and owes it again.',
      );
    case 'withdrawEndorsements':
      return ask(effect.kind, 'The term is cancelled: withdraw the endorsements under way.');
    case 'tellRenewalCancelled':
      return ask(
        effect.kind,
        `The term is cancelled from ${effect.effectiveDate}: withdraw its renewal, if one is under way.`,
      );
    case 'updateTermConfirmed':
    case 'closeTask':
    case 'turnGranted':
    case 'turnRefused':
    case 'runStepAgain':
    case 'movePaymentDeadline':
      return null;
  }
}

function ask(key: string, text: string): Task {
  return { kind: 'task', key, code: 'openMoney', text };
}

/** Which transaction is told because of an effect, and what; null where none is. */
export function outgoingSignalOf(effect: TermEffect): OutgoingSignal | null {
  if (effect.kind === 'turnGranted') return { kind: effect.kind, to: effect.transaction };
  if (effect.kind !== 'turnRefused') return null;
  return { kind: effect.kind, to: effect.transaction, code: effect.code };
}

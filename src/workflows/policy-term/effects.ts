import type { TermEffect } from '../../domain/policy-term/events.js';
import type { PolicyTerm } from '../../domain/policy-term/state.js';
import type { Errand, OutgoingSignal } from './messages.js';
import type { NewTask } from './task-list.js';

type Task = Extract<TermEffect, { kind: 'task' }>;

/**
 * What a person is asked to do because of an effect, at once or when Bindery could not do it by itself; null where nobody
 * ever is.
 */
function taskOf(effect: TermEffect): Task | null {
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
      return ask(
        effect.kind,
        effect.reason === 'lateMoney'
          ? 'Enough late money came within the days of the product: reinstate without a gap.'
          : 'Enough money was received in time: reinstate without a gap.',
      );
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
    case 'cancelNextTerm': {
      const { policyNumber, termNumber } = effect.nextTerm;
      return ask(
        effect.kind,
        `The term is cancelled: have its next one, ${policyNumber}-${termNumber}, cancelled flat too.`,
      );
    }
    case 'carryToNextTerm': {
      const { policyNumber, termNumber } = effect.nextTerm;
      return ask(
        errandKey(effect),
        `The term was changed by ${effect.transaction} after its next one was bound: have that one, ${policyNumber}-${termNumber}, endorsed in the same way from its first day.`,
      );
    }
    case 'moveMoney':
    case 'passOn':
      return ask(
        effect.kind,
        `The next term is term ${effect.to.termNumber} of policy ${effect.to.policyNumber}: see that money which was told for it under another policy number counts there, once.`,
      );
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
    case 'tellRenewalChanged':
    case 'tellRenewalDirection':
      return null;
  }
}

function ask(key: string, text: string): Task {
  return { kind: 'task', key, code: 'openMoney', text };
}

/** The task to be opened because of an effect; null where nobody is asked. @param why said after what is asked */
export function newTaskOf(effect: TermEffect, why?: string): NewTask | null {
  const task = taskOf(effect);
  if (task === null) return null;
  const { key, code, text, due = null } = task;
  return { key, code, text: why === undefined ? text : `${text} ${why}`, due };
}

/** By which an errand is known, and the task that asks for it: there is one of a kind, but one for each change that is to be carried. */
export function errandKey(
  errand: Pick<Errand, 'kind'> & { readonly transaction?: string },
): string {
  return errand.kind === 'carryToNextTerm'
    ? `${errand.kind}:${errand.transaction ?? ''}`
    : errand.kind;
}

const ERRANDS: readonly Errand['kind'][] = [
  'startFlatCancellation',
  'startCancellation',
  'startReinstatement',
  'withdrawEndorsements',
  'tellRenewalCancelled',
  'startRenewal',
  'cancelNextTerm',
  'carryToNextTerm',
  'moveMoney',
  'passOn',
];

/** Whether an effect is done by a step. */
export function isErrand(effect: TermEffect): effect is Errand {
  return ERRANDS.some((kind) => kind === effect.kind);
}

/** Which transaction is told because of an effect, and what; null where none is. */
export function outgoingSignalOf(effect: TermEffect): OutgoingSignal | null {
  if (effect.kind === 'turnGranted') return { kind: effect.kind, to: effect.transaction };
  if (effect.kind === 'turnRefused')
    return { kind: effect.kind, to: effect.transaction, code: effect.code };
  if (effect.kind === 'callOffReinstatement') return { kind: 'calledOff', to: effect.transaction };
  if (effect.kind === 'tellRenewalChanged') {
    const { renewal: to, change, transaction } = effect;
    return { kind: 'termChanged', to, change, transaction };
  }
  if (effect.kind === 'tellRenewalDirection') {
    const { renewal: to, id, direction, by, reason } = effect;
    return { kind: 'directionSet', to, id, direction, by, reason };
  }
  if (effect.kind !== 'rescindCancellation') return null;
  const { transaction, paymentId, receivedAt, receivedCents } = effect;
  return {
    kind: 'rescind',
    to: transaction,
    id: `rescind:${paymentId}`,
    receivedAt,
    receivedCents,
  };
}

/** What a person is asked when a transaction could not be told, because it does not run any more; null where nobody is. */
export function taskUntold(signal: OutgoingSignal, term: PolicyTerm): NewTask | null {
  const why = `The transaction ${signal.to} does not run any more.`;
  if (signal.kind === 'calledOff')
    return newTaskOf({ kind: 'callOffReinstatement', transaction: signal.to }, why);
  if (signal.kind !== 'rescind' || !term.pendingCancellation?.isRescissionAsked) return null;
  const { id: paymentId, to: transaction, receivedAt } = signal;
  const receivedCents = signal.receivedCents ?? 0;
  return newTaskOf(
    { kind: 'rescindCancellation', transaction, paymentId, receivedAt, receivedCents },
    why,
  );
}

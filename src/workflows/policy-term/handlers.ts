import { setDefaultSignalHandler, setHandler } from '@temporalio/workflow';
import { TRANSACTION_EVENTS, type TransactionEvent } from '../../domain/policy-term/events.js';
import type { TermResult } from '../../domain/policy-term/machine.js';
import type { OpenTerm } from './open-term.js';
import {
  digestOf,
  idOf,
  readBound,
  readConfirmation,
  readDirection,
  readPayment,
  readReversal,
  readSettled,
  readShared,
} from './inbox.js';
import { leftToNext } from './carried.js';
import { readChange } from './change-inbox.js';
import {
  acknowledgeAgain,
  keepDifferences,
  readAcknowledge,
  readBooksCompared,
} from './reconciled.js';
import { readSyncAsked, sync } from './sync.js';
import { now } from './term-file.js';
import {
  acknowledgeUpdate,
  booksComparedUpdate,
  carriedQuery,
  changeUpdate,
  confirmTermSignal,
  confirmTermUpdate,
  directionUpdate,
  moveOnSignal,
  paymentNotSharedSignal,
  paymentSharedSignal,
  paymentReceivedSignal,
  paymentReversedSignal,
  recordPaymentUpdate,
  reversePaymentUpdate,
  settleTaskUpdate,
  syncUpdate,
  termBoundUpdate,
  termQuery,
  type PolicyTermInput,
  type TermReply,
} from './messages.js';
import { sentence } from '../../domain/sentence.js';

/** Lets a term take messages and answer. To be called before the first await: what came earlier is handed out here. */
export function answerMessages(openTerm: OpenTerm, term: PolicyTermInput): void {
  const pay = (message: unknown) =>
    openTerm.receive(() => ({ ...readPayment(message), toldAt: new Date().toISOString() }));
  const reverse = (message: unknown) => openTerm.receive(() => readReversal(message, term));
  const confirm = (message: unknown) => openTerm.receive(() => readConfirmation(message, term));

  // Signals that came before this run are handed out in the order of these lines: money first.
  setHandler(paymentReceivedSignal, (message: unknown) => {
    unanswered(openTerm, 'paymentReceived', message, () => pay(message));
  });
  setHandler(paymentReversedSignal, (message: unknown) => {
    unanswered(openTerm, 'paymentReversed', message, () => reverse(message));
  });
  setHandler(confirmTermSignal, (message: unknown) => {
    unanswered(openTerm, 'confirmTerm', message, () => confirm(message));
  });
  setHandler(paymentSharedSignal, (message: unknown) => {
    const shared = readShared(message);
    if (shared !== null) openTerm.paymentShared(shared);
  });
  setHandler(paymentNotSharedSignal, (message: unknown) => {
    const shared = readShared(message);
    if (shared !== null) openTerm.paymentNotShared(shared);
  });
  setHandler(moveOnSignal, () => undefined);
  setDefaultSignalHandler((name, message: unknown) => {
    unanswered(openTerm, 'unknownSignal', message, () =>
      openTerm.receive(() => {
        throw new Error(`${printable(name)} is no signal that a term knows`);
      }),
    );
  });

  setHandler(termQuery, () => openTerm.record, { description: 'The term as it stands.' });
  setHandler(carriedQuery, () => leftToNext(openTerm.left), {
    description: 'All that the term knows, for a run that goes on from here.',
  });
  setHandler(recordPaymentUpdate, (message: unknown) => replyOf(pay(message)), {
    description: 'Billing has received money.',
  });
  setHandler(reversePaymentUpdate, (message: unknown) => replyOf(reverse(message)), {
    description: 'Billing has taken money back.',
  });
  setHandler(confirmTermUpdate, (message: unknown) => replyOf(confirm(message)), {
    description: 'Billing says the term is taken.',
  });
  setHandler(
    termBoundUpdate,
    (message: unknown) => replyOf(openTerm.bind(() => readBound(message))),
    {
      description: 'A transaction hands over the term that it bound.',
    },
  );
  for (const kind of TRANSACTION_EVENTS) {
    setHandler(
      changeUpdate(kind),
      (message: unknown) => replyOf(openTerm.receive(() => readChange(kind, message))),
      { description: CHANGES[kind] },
    );
  }
  setHandler(
    directionUpdate,
    (message: unknown) => replyOf(openTerm.receive(() => readDirection(message, now()))),
    { description: 'A person says how the term goes on after its end.' },
  );
  setHandler(syncUpdate, (asked: unknown) => sync(openTerm, term, readSyncAsked(asked)), {
    description: 'The term is told what was done by hand in the policy system.',
  });
  setHandler(
    booksComparedUpdate,
    (message: unknown) => {
      openTerm.run.count();
      keepDifferences(openTerm, readBooksCompared(message));
      return null;
    },
    { description: 'The term was compared with the policy system and with billing.' },
  );
  setHandler(
    acknowledgeUpdate,
    (message: unknown) => acknowledgeAgain(openTerm, term, readAcknowledge(message)),
    { description: 'Billing is told again that the term is confirmed.' },
  );
  setHandler(settleTaskUpdate, (message: unknown) => openTerm.settle(() => readSettled(message)), {
    description: 'A person has done what a task asked for.',
  });
}

/** What a transaction says, for whoever looks at the workflow. */
const CHANGES: Readonly<Record<TransactionEvent['kind'], string>> = {
  takeTurn: 'A transaction wants to change the term, and has the turn or waits for it.',
  giveBackTurn: 'A transaction is through with the term, or waits no more.',
  endorsed: 'An endorsement was booked.',
  cancellationPending: 'A cancellation was announced, and waits for its day.',
  rescheduled: 'The announced cancellation is for another day.',
  pendingCleared: 'The announced cancellation will not happen.',
  cancelled: 'A cancellation was booked.',
  reinstated: 'A reinstatement was booked.',
  reinstatementEnded: 'A reinstatement came to nothing.',
  replaced: 'A rewrite took the place of the term.',
  renewalStarted: 'A renewal of the term is under way.',
  renewed: 'The renewal bound the next term.',
  renewalEnded: 'The renewal came to nothing.',
  moved: 'The term that is awaited here has another policy number.',
};

/** A signal has nobody to answer: what it did not bring about becomes a task, or waits for the bind. */
function unanswered(
  openTerm: OpenTerm,
  signal: string,
  message: unknown,
  receive: () => TermResult,
): void {
  const id = idOf(message);
  const name = `${signal}:${id ?? digestOf(message)}`;
  const about = (reason: string) => `The signal ${name} changed nothing. ${sentence(reason)}`;
  try {
    const result = receive();
    if (result.outcome === 'accepted') return;
    const { refusal, effects } = result;
    if (signal === 'confirmTerm' && id !== null && openTerm.isAwaited) {
      openTerm.keepConfirmation(id);
    } else if (effects.length === 0) {
      openTerm.ask(name, refusal.code, about(refusal.text));
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'it is unreadable';
    openTerm.ask(name, 'notUnderstood', about(reason));
  }
}

function printable(name: string): string {
  return name.replace(/[^\x20-\x7e]/g, '?').slice(0, 100);
}

function replyOf(result: TermResult): TermReply {
  return result.outcome === 'accepted'
    ? { outcome: 'answered', answer: result.answer }
    : { outcome: 'refused', refusal: result.refusal };
}

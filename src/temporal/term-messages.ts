import { createHash } from 'node:crypto';
import type { UpdateDefinition } from '@temporalio/common';
import type { TermEvent, TransactionEvent } from '../domain/policy-term/events.js';
import type { TermName } from '../domain/workflow-ids.js';
import {
  changeUpdate,
  type ConfirmTerm,
  confirmTermUpdate,
  type PaymentReceived,
  type PaymentReversed,
  recordPaymentUpdate,
  reversePaymentUpdate,
  type TermBound,
  termBoundUpdate,
  type TermReply,
} from '../workflows/policy-term/messages.js';

/** Something that a term is told, as it is sent and as the term takes it. */
export interface TermMessage<Content> {
  readonly term: TermName;
  /** The same for every repeat, and another for whatever else is said. */
  readonly updateId: string;
  readonly update: UpdateDefinition<TermReply, [Content]>;
  readonly content: Content;
  readonly event: TermEvent;
}

/** Billing says that the insured has taken the term. */
export function confirmation(content: ConfirmTerm): TermMessage<ConfirmTerm> {
  const { transactionId } = content;
  return {
    term: nameOf(content),
    updateId: messageId('confirm', transactionId, content),
    update: confirmTermUpdate,
    content,
    event: { kind: 'confirmTerm', id: transactionId },
  };
}

/** Billing has received money. */
export function payment(content: PaymentReceived): TermMessage<PaymentReceived> {
  return {
    term: nameOf(content),
    updateId: messageId('payment', content.paymentId, content),
    update: recordPaymentUpdate,
    content,
    event: { kind: 'recordPayment', ...content },
  };
}

/** Billing has taken money back, perhaps before it says that it had come. */
export function reversal(content: PaymentReversed): TermMessage<PaymentReversed> {
  const { paymentId, reason, transactionId } = content;
  return {
    term: nameOf(content),
    updateId: messageId('reverse', transactionId, content),
    update: reversePaymentUpdate,
    content,
    event: { kind: 'reversePayment', id: transactionId, paymentId, reason },
  };
}

/** A transaction has bound the term. */
export function bind(term: TermName, content: TermBound): TermMessage<TermBound> {
  const { event } = content;
  return {
    term,
    updateId: messageId('bound', event.transaction, content),
    update: termBoundUpdate,
    content,
    event,
  };
}

/** What a transaction tells the term that it changes. */
export function changeMessage(
  term: TermName,
  event: TransactionEvent,
): TermMessage<TransactionEvent> {
  return {
    term: nameOf(term),
    updateId: messageId(event.kind, event.id, event),
    update: changeUpdate(event.kind),
    content: event,
    event,
  };
}

function nameOf({ policyNumber, termNumber }: TermName): TermName {
  return { policyNumber, termNumber };
}

/** Names a message by its own id and by what it says, so that other content is never answered for it. */
function messageId(kind: string, id: string, content: object): string {
  const digest = createHash('sha256').update(JSON.stringify(content)).digest('base64url');
  return `${kind}:${id}:${digest.slice(0, 22)}`;
}

import type { Request, RequestHandler } from 'express';
import type { z } from 'zod';
import type { RefusalCode } from '../../domain/machine/refusals.js';
import type { XmlElement } from '../../xml/reader.js';
import { fieldErrors } from '../../requests/field-errors.js';
import { factsOf } from '../request-facts.js';
import { confirmTermSchema } from '../terms/message-schema.js';
import { resemblance } from '../terms/message-answer.js';
import { type MessageOutcome, tellConfirmed, type TermContext } from '../terms/tell-term.js';
import { termPathSchema } from '../terms/term-path.js';
import { RENEWAL_NAMESPACE, soapEnvelope } from './envelope.js';
import { badIdentifier, requiredField, SoapFault } from './fault.js';
import { argumentOf, readOperation } from './read-operation.js';
import { policyTermId } from '../../domain/workflow-ids.js';

/** POST /soap/PolicyRenewalAPI: what billing has to say about renewals, over SOAP 1.1. */
export function renewalOperations(context: TermContext): RequestHandler {
  return async (request, response) => {
    const operation = readOperation(request);
    const answer = await carriedOut(context, operation, request);
    response.type('text/xml; charset=utf-8').send(soapEnvelope(answer));
  };
}

function carriedOut(
  context: TermContext,
  operation: XmlElement,
  request: Request,
): Promise<string> | string {
  switch (operation.name) {
    case 'confirmTerm':
      return confirmTerm(context, operation, request);
    case 'notifyPaymentReceivedForRenewalOffer':
      return notifyPayment(operation);
    default:
      throw new SoapFault('Client', 'This service has no such operation.');
  }
}

/** Answers nothing: whatever is not confirmed is a fault. */
async function confirmTerm(
  context: TermContext,
  operation: XmlElement,
  request: Request,
): Promise<string> {
  const term = read(termPathSchema, {
    policyNumber: required(operation, 'policyNumber'),
    // As xs:int allows it to be written.
    termNumber: required(operation, 'termNumber').replace(/^\+?0*(?=\d)/, ''),
  });
  const transaction = confirmTermSchema.safeParse({
    transactionId: required(operation, 'transactionId'),
  });
  if (!transaction.success) {
    throw new SoapFault('Client', 'transactionId must be 1 to 200 printable characters.');
  }
  factsOf(request).transactionId = policyTermId(term.policyNumber, term.termNumber);
  const outcome = await tellConfirmed(context, {
    ...term,
    transactionId: transaction.data.transactionId,
  });
  refuseUnlessAnswered(outcome);
  return `<pr:confirmTermResponse xmlns:pr="${RENEWAL_NAMESPACE}"/>`;
}

/** Bindery makes no renewal offers yet, so no id can be one. */
function notifyPayment(operation: XmlElement): never {
  required(operation, 'offerID');
  throw badIdentifier(
    'This operation is not offered yet: no renewal offers are made here. Nothing was taken.',
  );
}

function required(operation: XmlElement, name: string): string {
  const value = argumentOf(operation, name);
  if (value === null) throw requiredField(name);
  return value;
}

/** What cannot be the name of a term is no term's name; says which part cannot, and by which rule. */
function read<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const faults = fieldErrors(parsed.error).map(
    ({ field, reason, remedy }) => `${field} ${reason}. ${remedy}`,
  );
  throw badIdentifier([NO_TERM, ...faults].join(' '));
}

const NO_TERM = 'There is no term of this policy and term number.';

/** Refusals of a term that billing cannot confirm, as there is none in force. */
const NO_SUCH_TERM: readonly RefusalCode[] = [
  'termNotBound',
  'termNotInForce',
  'notAllowedInState',
];

function refuseUnlessAnswered(outcome: MessageOutcome): void {
  const meant = resemblance(outcome);
  switch (outcome.kind) {
    case 'answered':
      return;
    case 'unknown':
      throw badIdentifier(`${NO_TERM}${meant}`);
    case 'refused': {
      const { code, text } = outcome.refusal;
      const said = meant === '' ? text : `${text}.${meant}`;
      if (NO_SUCH_TERM.includes(code)) throw badIdentifier(said);
      throw new SoapFault('Client', `${code}: ${said}`);
    }
  }
}

import type { Request, RequestHandler } from 'express';
import type { z } from 'zod';
import type { RefusalCode } from '../../domain/machine/refusals.js';
import { sentences } from '../../domain/sentence.js';
import type { ApiContext } from '../context.js';
import type { XmlElement } from '../../xml/reader.js';
import { fieldErrors } from '../../requests/field-errors.js';
import { factsOf } from '../request-facts.js';
import { resemblance } from '../terms/message-answer.js';
import { type MessageOutcome, tellConfirmed, type TermContext } from '../terms/tell-term.js';
import { policyPathSchema, termPathSchema } from '../terms/term-path.js';
import { RENEWAL_NAMESPACE, soapEnvelope } from './envelope.js';
import { badIdentifier, requiredField, SoapFault } from './fault.js';
import { notifyPayment, type OfferPaid } from './notify-payment.js';
import { isNil, readOperation, requiredArgument, transactionIdOf } from './read-operation.js';
import { type Convert, startConversion } from './start-conversion.js';
import { policyTermId } from '../../domain/workflow-ids.js';

/** What the service has done by whoever knows renewals. */
export interface RenewalServices {
  readonly offerPaid: OfferPaid;
  /** Starts the renewal of the latest term of a policy. */
  readonly start: (
    context: ApiContext,
    policyNumber: string,
    requestedBy: string,
  ) => Promise<{
    readonly outcome: 'started' | 'known' | 'refused' | 'unknown';
    readonly reason: string | null;
  }>;
  /** Imports a policy of another system by renewing it. */
  readonly convert: Convert;
}

/** POST /soap/PolicyRenewalAPI: what billing has to say about renewals, over SOAP 1.1. */
export const renewalOperations =
  (services: RenewalServices) =>
  (context: ApiContext): RequestHandler =>
  async (request, response) => {
    const operation = readOperation(request);
    const answer = await carriedOut(services, context, operation, request);
    response.type('text/xml; charset=utf-8').send(soapEnvelope(answer));
  };

function carriedOut(
  services: RenewalServices,
  context: ApiContext,
  operation: XmlElement,
  request: Request,
): Promise<string> | string {
  switch (operation.name) {
    case 'confirmTerm':
      return confirmTerm(context, operation, request);
    case 'notifyPaymentReceivedForRenewalOffer':
      return notifyPayment(services.offerPaid, context, operation, request);
    case 'startRenewals':
      return startRenewals(services, context, operation, request);
    case 'startConversionRenewal':
      return convertPolicy(services, context, operation, request);
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
    policyNumber: requiredArgument(operation, 'policyNumber'),
    // As xs:int allows it to be written.
    termNumber: requiredArgument(operation, 'termNumber').replace(/^\+?0*(?=\d)/, ''),
  });
  const transactionId = transactionIdOf(operation);
  factsOf(request).transactionId = policyTermId(term.policyNumber, term.termNumber);
  const outcome = await tellConfirmed(context, {
    ...term,
    transactionId,
  });
  refuseUnlessAnswered(outcome);
  return `<pr:confirmTermResponse xmlns:pr="${RENEWAL_NAMESPACE}"/>`;
}

async function convertPolicy(
  { convert }: RenewalServices,
  context: ApiContext,
  operation: XmlElement,
  request: Request,
): Promise<string> {
  const facts = factsOf(request);
  const begun = await startConversion(convert, context, operation, facts.clientName ?? '');
  facts.transactionId = begun.job;
  return begun.answer;
}

/** In sequence, each for itself; stops at the first policy that is unknown, and those before it stand. */
async function startRenewals(
  { start }: RenewalServices,
  context: ApiContext,
  operation: XmlElement,
  request: Request,
): Promise<string> {
  const policyNumbers = listOf(operation, 'policyNumbers');
  const requestedBy = factsOf(request).clientName ?? '';
  for (const given of policyNumbers) {
    const { policyNumber } = readAs(policyPathSchema, { policyNumber: given }, NO_POLICY);
    const { outcome, reason } = await start(context, policyNumber, requestedBy);
    if (outcome === 'unknown') throw badIdentifier(`${NO_POLICY} ${policyNumber}`);
    if (outcome === 'refused')
      throw new SoapFault('Client', `${policyNumber} is not renewed. ${reason ?? ''}`.trim());
  }
  return `<pr:startRenewalsResponse xmlns:pr="${RENEWAL_NAMESPACE}"/>`;
}

const NO_POLICY = 'There is no policy of this number:';

/** The entries of a list, as `Entry` elements or as repeated ones. */
function listOf(operation: XmlElement, name: string): readonly string[] {
  const given = operation.children.filter((element) => element.name === name);
  if (!given.some((element) => !isNil(element))) throw requiredField(name);
  return given.flatMap((element) =>
    element.children.length === 0
      ? [element.text.trim()].filter((text) => text !== '')
      : element.children.map(({ text }) => text.trim()),
  );
}

/** What cannot be the name of a term is no term's name; says which part cannot, and by which rule. */
function read<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  return readAs(schema, value, NO_TERM);
}

function readAs<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  what: string,
): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const faults = fieldErrors(parsed.error).map(({ field, reason, remedy }) =>
    sentences(`${field} ${reason}`, remedy),
  );
  throw badIdentifier([what, ...faults].join(' '));
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
      const said = `${text}${meant}`;
      if (NO_SUCH_TERM.includes(code)) throw badIdentifier(said);
      throw new SoapFault('Client', `${code}: ${said}`);
    }
  }
}

import type { Request } from 'express';
import { child, readXml, UnreadableXml, type XmlElement } from '../../xml/reader.js';
import { Problem } from '../problem.js';
import { transactionId } from '../terms/message-schema.js';
import { RENEWAL_NAMESPACE, SOAP_NAMESPACE } from './envelope.js';
import { requiredField, SoapFault } from './fault.js';

/** A list of policies is the longest that an operation has. */
const LIMITS = { maxDepth: 16, maxElements: 2_000 };

/**
 * The operation that a request asks for: the one element of its body.
 *
 * @throws Problem `unsupported-media-type`
 * @throws SoapFault when it is not SOAP 1.1, or header and body do not ask for the same
 */
export function readOperation(request: Request): XmlElement {
  requireTextXml(request.get('Content-Type') ?? '');
  const envelope = parse(request.body as Buffer);
  if (envelope.name !== 'Envelope' || envelope.namespace !== SOAP_NAMESPACE) {
    throw new SoapFault('VersionMismatch', 'Send an envelope of SOAP 1.1.');
  }
  refuseHeaders(envelope);
  const bodies = envelope.children.filter(isSoap('Body'));
  const operations = bodies.flatMap((body) => body.children);
  const [operation] = operations;
  if (!operation || bodies.length !== 1 || operations.length !== 1) {
    throw new SoapFault('Client', 'The envelope must have one Body with one element.');
  }
  if (operation.namespace !== RENEWAL_NAMESPACE) {
    throw new SoapFault('Client', 'The body is of no operation in the namespace of this service.');
  }
  requireAction(request.get('SOAPAction'), operation.name);
  return operation;
}

function requireTextXml(contentType: string): void {
  const [mediaType = '', ...parameters] = contentType
    .split(';')
    .map((part) => part.trim().toLowerCase());
  const isUtf8 = parameters.every(
    (parameter) => !parameter.startsWith('charset=') || /^charset="?utf-?8"?$/.test(parameter),
  );
  if (mediaType !== 'text/xml' || !isUtf8) {
    throw new Problem('unsupported-media-type', {
      detail: 'Send SOAP 1.1 as text/xml in UTF-8, with that Content-Type.',
    });
  }
}

function parse(bytes: Buffer): XmlElement {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new SoapFault('Client', 'The body is not UTF-8.');
  }
  try {
    return readXml(text, LIMITS);
  } catch (error) {
    if (!(error instanceof UnreadableXml)) throw error;
    throw new SoapFault(
      'Client',
      'The body is not XML that is read here: well-formed, no DOCTYPE.',
    );
  }
}

const isSoap = (name: string) => (element: XmlElement) =>
  element.name === name && element.namespace === SOAP_NAMESPACE;

/** Headers are ignored, except those that forbid it. */
function refuseHeaders(envelope: XmlElement): void {
  const headers = child(envelope, 'Header')?.children ?? [];
  if (
    headers.some(({ attributes }) => /^(?:1|true)$/.test(attributes.get('mustUnderstand') ?? ''))
  ) {
    throw new SoapFault('MustUnderstand', 'A header that must be understood is not.');
  }
}

/** An empty action leaves it to the body; any other must say the same as the body. */
function requireAction(header: string | undefined, operation: string): void {
  const action = /^\s*"?([^"]*)"?\s*$/.exec(header ?? '')?.[1];
  if (action === '' || action === `${RENEWAL_NAMESPACE}/${operation}`) return;
  throw new SoapFault('Client', 'SOAPAction and body do not ask for the same operation.');
}

/**
 * One argument of an operation, trimmed; null when it is left out, nil or empty.
 *
 * @throws SoapFault when it is given twice or holds elements
 */
export function argumentOf(operation: XmlElement, name: string): string | null {
  const [argument, second] = operation.children.filter(
    (element) =>
      element.name === name &&
      (element.namespace === operation.namespace || element.namespace === ''),
  );
  if (!argument || isNil(argument)) return null;
  if (second || argument.children.length > 0) {
    throw new SoapFault('Client', `${name} must be given once, as text.`);
  }
  const text = argument.text.trim();
  return text === '' ? null : text;
}

/** @throws SoapFault `RequiredFieldException` when it is left out, nil or empty, and as `argumentOf` */
export function requiredArgument(operation: XmlElement, name: string): string {
  const value = argumentOf(operation, name);
  if (value === null) throw requiredField(name);
  return value;
}

/** Whether it says that it is null. */
export function isNil({ attributes }: XmlElement): boolean {
  return /^(?:1|true)$/.test(attributes.get('nil') ?? '');
}

/** @throws SoapFault `RequiredFieldException`, or where it cannot be an id */
export function transactionIdOf(operation: XmlElement): string {
  const given = transactionId().safeParse(requiredArgument(operation, 'transactionId'));
  if (given.success) return given.data;
  throw new SoapFault('Client', 'transactionId must be 1 to 200 printable characters.');
}

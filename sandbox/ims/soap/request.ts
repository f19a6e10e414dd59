import { child, type XmlElement } from '../../../src/xml/reader.js';
import type { Contract, Field, Operation, Shape } from './contract.js';
import { RequestFault, ServiceFault } from './faults.js';
import { defaultOf, parseValue, ZERO_GUID, type Value, type Values } from './values.js';

const ENVELOPE = 'http://schemas.xmlsoap.org/soap/envelope/';
const XSI_NIL = 'nil';

/** A request that names its operation rightly; its values are read with {@link readArguments}. */
export interface Call {
  readonly contract: Contract;
  readonly operation: Operation;
  readonly header: XmlElement | undefined;
  readonly body: XmlElement;
}

/** The operation that a SOAPAction header names, or undefined when it is none of the service's. */
export function operationOf(contract: Contract, action: string | undefined): Operation | undefined {
  const name = (action ?? '').trim().replace(/^"(.*)"$/, '$1');
  const prefix = `${contract.namespace}/`;
  return name.startsWith(prefix) ? contract.operations.get(name.slice(prefix.length)) : undefined;
}

/**
 * Opens the envelope and checks that its body is the operation that the action names. ASP.NET would run a mismatch
 * with nulls; it is refused here, so that the mistake is seen.
 */
export function readCall(contract: Contract, operation: Operation, envelope: XmlElement): Call {
  if (envelope.name !== 'Envelope' || envelope.namespace !== ENVELOPE) {
    throw new RequestFault(
      `Possible SOAP version mismatch: Envelope namespace ${envelope.namespace} was unexpected. Expecting ${ENVELOPE}.`,
    );
  }
  const body = child(envelope, 'Body')?.children[0];
  if (body?.name !== operation.name || body.namespace !== contract.namespace) {
    throw new RequestFault(
      `Server was unable to read request. ---> The body element ${body ? `${body.name} in '${body.namespace}'` : '(none)'} ` +
        `does not belong to the action ${contract.namespace}/${operation.name}.`,
    );
  }
  return { contract, operation, header: child(envelope, 'Header'), body };
}

/** The token that came with the call, from a header in the called service's own namespace. */
export function readToken(call: Call, serverOffset: string): string {
  const { namespace } = call.contract;
  const headers = (call.header?.children ?? []).filter(({ name }) => name === 'TokenHeader');
  const header = headers.find((candidate) => candidate.namespace === namespace);
  if (!header) {
    throw new ServiceFault(
      headers.length > 0
        ? `TokenHeader is not in the namespace ${namespace}`
        : 'TokenHeader is missing',
    );
  }
  const token = header.children.find(
    (candidate) => candidate.name === 'Token' && candidate.namespace === namespace,
  );
  return token ? String(parseValue('guid', token.text, serverOffset)) : ZERO_GUID;
}

/**
 * The values of a request, every field present. Elements that the operation does not know, or knows in another case
 * or namespace, are ignored, and the field keeps its default: 0, false, the zero GUID, year 1, null.
 */
export function readArguments(call: Call, serverOffset: string): Values {
  return readFields(call.body, call.operation.request, serverOffset);
}

function readFields(parent: XmlElement, fields: readonly Field[], serverOffset: string): Values {
  return Object.fromEntries(
    fields.map((field) => {
      const element = parent.children.find((candidate) => isOf(field, candidate));
      return [
        field.name,
        element ? readShape(element, field.shape, serverOffset) : absent(field.shape),
      ];
    }),
  );
}

function readShape(element: XmlElement, shape: Shape, serverOffset: string): Value {
  const isNil = element.attributes.get(XSI_NIL) === 'true';
  switch (shape.kind) {
    case 'value':
      if (isNil && (shape.type === 'string' || shape.type === 'base64Binary')) return null;
      return parseValue(shape.type, element.text, serverOffset);
    case 'structure':
      return isNil ? null : readFields(element, shape.fields, serverOffset);
    case 'list':
      if (isNil) return null;
      return element.children
        .filter((candidate) => isOf(shape.item, candidate))
        .map((item) => readShape(item, shape.item.shape, serverOffset));
    case 'table':
      throw new Error('no operation takes a table');
  }
}

function isOf(field: Field, element: XmlElement): boolean {
  return element.name === field.name && element.namespace === field.namespace;
}

function absent(shape: Shape): Value {
  return shape.kind === 'value' ? defaultOf(shape.type) : null;
}

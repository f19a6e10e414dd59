import { z } from 'zod';
import type { ApiContext } from '../context.js';
import type { Route } from '../route.js';
import { RENEWAL_NAMESPACE, soapEnvelope } from './envelope.js';
import { soapFaults } from './fault.js';
import { renewalOperations, type RenewalServices } from './renewal-operations.js';
import { getPolicyPeriodSchema, getWsdl } from './wsdl.js';

const CONFIRM_TERM = soapEnvelope(
  `<pr:confirmTerm xmlns:pr="${RENEWAL_NAMESPACE}"><pr:policyNumber>CGL-2027-000001</pr:policyNumber><pr:termNumber>1</pr:termNumber><pr:transactionId>billing:confirm:4711</pr:transactionId></pr:confirmTerm>`,
);

export const renewalWsdlRoute: Route<ApiContext> = {
  method: 'get',
  path: '/soap/PolicyRenewalAPI',
  admits: { by: 'anybody' },
  operationId: 'getPolicyRenewalWsdl',
  tag: 'billing',
  summary: 'The WSDL of the SOAP service',
  request: {
    query: z.object({
      wsdl: z.string().optional().meta({ description: 'Any value or none.' }),
    }),
  },
  answers: { 200: xml('WSDL 1.1.') },
  problems: ['method-not-allowed', 'internal'],
  handle: getWsdl,
};

/** What a policy that is imported over SOAP may hold. */
export const policyPeriodSchemaRoute: Route<ApiContext> = {
  method: 'get',
  path: '/soap/PolicyPeriod.xsd',
  admits: { by: 'anybody' },
  operationId: 'getPolicyPeriodSchema',
  tag: 'billing',
  summary: 'The schema of a policy that is imported over SOAP',
  answers: { 200: xml('XML Schema 1.0.') },
  problems: ['internal'],
  handle: getPolicyPeriodSchema,
};

/** The same messages over SOAP; the WSDL says the rest. */
export const renewalOperationsRoute = (services: RenewalServices): Route<ApiContext> => ({
  method: 'post',
  path: '/soap/PolicyRenewalAPI',
  admits: { by: 'message', basic: true },
  operationId: 'callPolicyRenewal',
  tag: 'billing',
  summary: 'PolicyRenewalAPI over SOAP 1.1',
  description:
    'Faults are SOAP faults; `BadIdentifierException` is for a term, policy or offer that is unknown or not bound, and for an account, product or producer that an imported policy names; `DataConversionException` for a policy that cannot be imported otherwise.',
  request: { body: { required: true, ...text(CONFIRM_TERM) } },
  answers: {
    200: xml('Done.'),
    401: xml('Nobody that is known asks.'),
    403: xml('The key lacks the scope.'),
    413: xml('More than 64 KiB.'),
    415: xml('Not text/xml in UTF-8 without Content-Encoding.'),
    429: xml('The client sends more than it may.'),
    500: xml('Any other fault.'),
    503: xml('Temporal or a worker did not answer in time; call again with the same id.'),
  },
  problems: null,
  handle: renewalOperations(services),
  faults: soapFaults,
});

function xml(description: string) {
  return { description, ...text() };
}

function text(example?: string) {
  const content = { schema: z.string(), ...(example === undefined ? {} : { example }) };
  return { content: { 'text/xml': content } };
}

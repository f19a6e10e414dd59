import type { RouteConfig } from '@asteasolutions/zod-to-openapi';
import { z } from 'zod';
import { RENEWAL_NAMESPACE, soapEnvelope } from '../soap/envelope.js';
import { problemResponses } from './problem-responses.js';

/** The same messages over SOAP; the WSDL says the rest. */
export function soapRoutes(): RouteConfig[] {
  return [
    {
      method: 'get',
      path: '/soap/PolicyRenewalAPI',
      operationId: 'getPolicyRenewalWsdl',
      tags: ['billing'],
      summary: 'The WSDL of the SOAP service',
      request: {
        query: z.object({
          wsdl: z.string().optional().meta({ description: 'Any value or none.' }),
        }),
      },
      responses: {
        200: xml('WSDL 1.1.'),
        ...problemResponses('method-not-allowed', 'internal'),
      },
    },
    {
      method: 'post',
      path: '/soap/PolicyRenewalAPI',
      operationId: 'callPolicyRenewal',
      tags: ['billing'],
      summary: 'confirmTerm over SOAP 1.1',
      description:
        'Faults are SOAP faults; `BadIdentifierException` is for a term that is unknown or not bound.',
      security: [
        { apiKey: [] },
        { basic: [] },
        { webhookId: [], webhookTimestamp: [], webhookSignature: [] },
      ],
      'x-required-scope': 'billing:write',
      request: { body: { required: true, ...text(CONFIRM_TERM) } },
      responses: {
        200: xml('Done.'),
        401: {
          ...xml('Nobody that is known asks.'),
          headers: { 'WWW-Authenticate': { schema: { type: 'string' } } },
        },
        403: xml('The key lacks the scope.'),
        413: xml('More than 64 KiB.'),
        415: xml('Not text/xml in UTF-8 without Content-Encoding.'),
        500: xml('Any other fault.'),
        503: {
          ...xml('Temporal or a worker did not answer in time; call again with the same id.'),
          headers: { 'Retry-After': { schema: { type: 'string' } } },
        },
      },
    },
  ];
}

const CONFIRM_TERM = soapEnvelope(
  `<pr:confirmTerm xmlns:pr="${RENEWAL_NAMESPACE}"><pr:policyNumber>CGL-2027-000001</pr:policyNumber><pr:termNumber>1</pr:termNumber><pr:transactionId>billing:confirm:4711</pr:transactionId></pr:confirmTerm>`,
);

function xml(description: string) {
  return { description, ...text() };
}

function text(example?: string) {
  const content = { schema: z.string(), ...(example === undefined ? {} : { example }) };
  return { content: { 'text/xml': content } };
}

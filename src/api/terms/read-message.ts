import type { Request } from 'express';
import type { z } from 'zod';
import { readBody } from '../body/json-body.js';
import type { FieldError } from '../../requests/field-errors.js';
import { Problem } from '../problem.js';
import { factsOf } from '../request-facts.js';
import { readPath } from './term-path.js';

/** The members of messages of every kind. */
export const MEMBERS_OF_MESSAGES = [
  'policyNumber',
  'termNumber',
  'transactionId',
  'paymentId',
  'offerId',
  'amount',
  'currency',
  'receivedAt',
  'selectedPaymentPlanCode',
  'requestId',
  'effectiveDate',
  'recalculate',
  'reason',
  'description',
] as const;

/**
 * A message of billing: what its address names, and its body.
 *
 * Whoever records a signed message can send it to another address, so that the body names everything that the address
 * does, and both say the same. Without a signature the body may leave it out, and must not say something else. Members that no message has are
 * billing's own, and are not read; one of a message of another kind shows that it is for another address.
 *
 * @throws Problem `invalid-request`, with the fields of the body that are missing or differ
 */
export function readMessage<Path extends z.ZodObject, Body extends z.ZodObject>(
  request: Request,
  pathSchema: Path,
  bodySchema: Body,
): { readonly path: z.output<Path>; readonly body: z.output<Body> } {
  const path = readPath(request, pathSchema);
  const body = readBody(request, bodySchema);
  mustBeOfKind(request, bodySchema);
  const isSigned = factsOf(request).isSigned === true;
  const errors = Object.entries(path).flatMap(([field, value]) => {
    const inBody: unknown = (body as Readonly<Record<string, unknown>>)[field];
    if (inBody === undefined) return isSigned ? [missing(field)] : [];
    return inBody === value ? [] : [different(field)];
  });
  if (errors.length === 0) return { path, body };
  throw new Problem('invalid-request', {
    detail: 'The body does not say which address it is for; nothing was done.',
    errors,
  });
}

function mustBeOfKind(request: Request, bodySchema: z.ZodObject): void {
  const sent = request.body as object;
  const foreign = MEMBERS_OF_MESSAGES.filter(
    (name) => Object.hasOwn(sent, name) && !(name in bodySchema.shape),
  );
  if (foreign.length === 0) return;
  throw new Problem('invalid-request', {
    detail: 'The body is a message of another kind; nothing was done.',
    errors: foreign.map((field) => ({
      field,
      code: 'unknownField',
      reason: 'belongs to a message of another kind',
      remedy: 'Send the message to the address of its kind, or leave the member out.',
    })),
  });
}

function missing(field: string): FieldError {
  return {
    field,
    code: 'missing',
    reason: 'is missing, and the address alone is not signed',
    remedy: 'Write it into the body as it stands in the address, and sign that.',
  };
}

function different(field: string): FieldError {
  return {
    field,
    code: 'contradicts',
    reason: 'is not the one of the address',
    remedy: 'Send the message to the address that it is for.',
  };
}
